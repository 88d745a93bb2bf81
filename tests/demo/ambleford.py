"""The demo council at one moment, asked over real HTTP as the program would ask."""

import hashlib
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from aggregator.config.load import load
from aggregator.demo.configuration import sources_toml
from aggregator.demo.server import serving
from aggregator.demo.town import create_town
from aggregator.model.document import Document
from aggregator.model.errors import ReadError
from aggregator.read import read
from aggregator.stories.items import to_items

LONDON = ZoneInfo("Europe/London")
AN_ORDINARY_DAY = datetime(2026, 10, 14, 11, 5, tzinfo=UTC)
CLOCKS = {
    "an ordinary day": AN_ORDINARY_DAY,
    "the clocks go back": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "Christmas Eve": datetime(2026, 12, 24, 9, 0, tzinfo=UTC),
    "the last hour of the year": datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    "the clocks go forward": datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    "midsummer after midnight in London": datetime(2027, 6, 20, 23, 10, tzinfo=UTC),
    "leap day": datetime(2028, 2, 29, 18, 0, tzinfo=UTC),
}


@dataclass
class Ambleford:
    """A served town, its base address and the client that asks it."""

    base: str
    now: datetime
    client: httpx.Client

    @property
    def today(self):
        return self.now.astimezone(LONDON).date()

    def get(self, path, **headers):
        url = path if path.startswith("http") else self.base + path
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        # Some pages have moved; what is broken is looked at as it is.
        follow = "/broken/" not in url
        return self.client.get(url, headers=names, follow_redirects=follow)

    def configuration(self):
        with tempfile.TemporaryDirectory() as folder:
            text = sources_toml(self.base, self.today)
            (Path(folder) / "sources.toml").write_text(text, encoding="utf-8")
            return load(Path(folder), {})

    def reading(self, source):
        answer = self.get(source.url)
        document = Document(
            url=source.url,
            body=answer.content,
            body_hash=hashlib.blake2b(answer.content, digest_size=16).hexdigest(),
            content_type=answer.headers.get("content-type"),
            fetched_at=self.now,
        )
        return read(document, source, self.now)

    def readings(self):
        """Every source that can be read, with what it says; and those that cannot."""
        good, bad = {}, {}
        for source in self.configuration().sources:
            try:
                good[source.id] = self.reading(source)
            except ReadError as error:
                bad[source.id] = error
        return good, bad

    def items(self):
        configuration = self.configuration()
        good, _ = self.readings()
        return [
            item
            for source in configuration.sources
            if source.id in good
            for item in to_items(good[source.id].entries, source, configuration.council)
        ]


@contextmanager
def ambleford(now):
    """Served until the block ends; `now` may be a list whose last value counts."""
    moments = now if isinstance(now, list) else [now]
    with (
        serving(create_town(lambda: moments[-1])) as base,
        httpx.Client(trust_env=False, timeout=10) as client,
    ):
        yield Ambleford(base=base, now=moments[-1], client=client)
