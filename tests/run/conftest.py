import asyncio
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from aggregator.run.assemble import assembled
from aggregator.run.cycle import cycle
from tests.site import COUNCIL, site_on_loopback


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def move(self, **by):
        self.moment += timedelta(**by)


class Town:
    """An installation in a folder, its clock, and a site for it to read."""

    def __init__(self, folder, site):
        self.folder, self.site, self.clock = folder, site, Clock()

    def configure(self, *sources, extra=""):
        text = COUNCIL + extra + "\n".join(sources)
        (self.folder / "sources.toml").write_text(text, encoding="utf-8")

    @contextmanager
    def parts(self):
        with assembled(self.folder, clock=self.clock) as parts:
            yield parts

    def cycle(self, **how):
        with self.parts() as parts:
            return asyncio.run(cycle(parts, **how))


@pytest.fixture
def site():
    with site_on_loopback() as site:
        yield site


@pytest.fixture
def town(tmp_path, site):
    return Town(tmp_path, site)
