"""How much of other projects' test material is read right: `python -m` this.

Each function walks one folder and compares what we read with what another program
answers on the same bytes, or with what the material itself expects.
"""

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import icalendar

from aggregator.model.errors import ReadError
from aggregator.model.facts import Kind
from aggregator.read import read
from aggregator.read.clean import plain, title
from aggregator.read.detect import FEED, detect
from aggregator.read.encoding import decode
from aggregator.read.feed_entry import feed_entry
from aggregator.read.feed_fast import read_fast
from aggregator.read.feed_slow import read_slowly
from aggregator.read.links import safe_url
from aggregator.read.material import Material
from aggregator.read.structured.json_ld import read_json_ld
from aggregator.read.structured.markup import parse_page
from aggregator.read.structured.microdata import read_microdata
from aggregator.read.structured.rdfa import read_rdfa
from aggregator.read.structured.thing import Thing
from tests.builders import NOW, a_document, a_source

DATA = Path(__file__).parents[3] / "shared" / "data"
URL = "https://example.org/news/feed.xml"
LONDON = ZoneInfo("Europe/London")
# There an item stands for itself and lends its properties to another, which the
# specification does not let it do.
_NOT_AS_SPECIFIED = "product-ref.html"


@dataclass
class Score:
    """What was right of how much; `wrong` says what was not."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.right + len(self.wrong)

    def count(self, what: str, *, right: bool) -> None:
        if right:
            self.right += 1
        else:
            self.wrong.append(what)


def feeds() -> Iterator[tuple[Path, str]]:
    """Every feed of the material, as text."""
    for path in sorted((DATA / "feeds").rglob("*.xml")):
        text = decode(path.read_bytes(), None).text
        if detect(text) == FEED:
            yield path, text


def fast_against_feedparser() -> tuple[Score, Score]:
    """Entries of the fast path against the slow one's; well-formed feeds it takes."""
    same, taken = Score(), Score()
    for path, text in feeds():
        fast, slow = read_fast(text, URL), read_slowly(text, URL)
        if fast is None:
            if slow.fault is None:
                taken.count(path.name, right=False)
            continue
        taken.count(path.name, right=True)
        same.count(
            f"{path.name}: number of entries",
            right=len(fast.entries) == len(slow.entries),
        )
        for one, other in zip(judged(fast, text), judged(slow, text), strict=False):
            same.count(f"{path.name}: {one} {other}", right=one == other)
    return same, taken


def judged(feed, text):
    """Every entry with its title, made safe; those without one are given one."""
    material = Material(
        document=a_document("", url=URL),
        source=a_source(kind=Kind.EVENT),
        now=NOW,
        zone=LONDON,
        text=text,
        encoding="utf-8",
    )
    for raw in feed.entries:
        own = title(raw.title)
        entry = feed_entry(
            replace(raw, title=raw.title if own else "x"), material, feed.language
        )
        yield own, entry


def reading_against_feedparser() -> dict[str, Score]:
    """Whole feeds as we read them against feedparser's own answer, field by field."""
    scores = {
        name: Score() for name in ("entries", "title", "link", "id", "date", "text")
    }
    for path, _ in feeds():
        body = path.read_bytes()
        theirs = feedparser.parse(
            body,
            response_headers={"content-location": URL, "content-type": "text/xml"},
        )
        wanted = [
            one for one in theirs.entries if _text(one) or plain(one.get("title"))
        ]
        try:
            document = a_document(body, url=URL, content_type="text/xml")
            ours = read(document, a_source(kind=Kind.NEWS, url=URL), NOW).entries
        except ReadError:
            ours = ()
        # What is repeated word for word is one thing.
        names = ("id", "title", "link", "summary", "content")
        distinct = {tuple(_words(one.get(name)) for name in names) for one in wanted}
        scores["entries"].count(path.name, right=len(ours) == len(distinct))
        if len(ours) != len(wanted):
            continue
        for one, other in zip(ours, wanted, strict=True):
            for name, right in _compared(one, other):
                scores[name].count(path.name, right=right)
    return scores


def _compared(ours, theirs):
    heading, link = title(theirs.get("title")), theirs.get("link")
    if heading:
        yield "title", ours.facts.title == heading
    # A GUID that is no address as it is written is no link, whatever feedparser says;
    # what an RDF item is about is one.
    own = theirs.get("guidislink") and ours.facts.url is None
    about = link is None and ours.facts.url and ours.facts.url == theirs.get("id")
    if not own and not about:
        yield "link", ours.facts.url == (safe_url(link, URL) if link else None)
    yield "id", ours.identifier == plain(theirs.get("id"), longest=500)
    yield "text", ours.facts.summary == _text(theirs)
    parsed = theirs.get("published_parsed") or dict.get(theirs, "updated_parsed")
    when, found = parsed and datetime(*parsed[:6], tzinfo=UTC), ours.facts.published
    if isinstance(found, datetime):
        yield "date", found.astimezone(UTC) == when
    else:
        yield "date", found == (when and when.date())


def _words(value):
    return plain(value[0]["value"] if isinstance(value, list) else value)


def _text(entry):
    content = (entry.get("content") or [{}])[0].get("value")
    return plain(entry.get("summary")) or plain(content)


def pages() -> dict[str, Score]:
    """Things of pages: type and names of properties as extruct finds them."""
    scores = {name: Score() for name in ("microdata", "JSON-LD", "RDFa")}
    for path in sorted((DATA / "pages").rglob("*.html")):
        if path.name == _NOT_AS_SPECIFIED:
            continue
        tree = parse_page(path.read_text("utf-8"))
        blocks = (one.text or "" for one in tree.iter("script") if _is_ld(one))
        found = {
            "microdata": (".json", lambda t=tree: _marked_up(t)),
            "JSON-LD": (".jsonld", lambda b=blocks: read_json_ld(b)[0]),
            "RDFa": (".expanded.json", lambda t=tree: read_rdfa(t, URL)),
        }
        for syntax, (suffix, things) in found.items():
            beside = path.with_suffix(suffix)
            if not beside.exists():
                continue
            expected = json.loads(beside.read_text("utf-8"))
            ours = [_shape(thing) for thing in _every(things())]
            for one in expected if isinstance(expected, list) else [expected]:
                if wanted := _expected(one):
                    scores[syntax].count(f"{path.name}: {wanted}", right=wanted in ours)
    return scores


def _marked_up(tree):
    return (*read_microdata(tree, URL), *read_rdfa(tree, URL))


def _is_ld(element):
    return "ld+json" in (element.get("type") or "")


def _every(things):
    for thing in things:
        yield thing
        for values in thing.properties.values():
            yield from _every(value for value in values if isinstance(value, Thing))


def _shape(thing):
    return {_local(one) for one in thing.types}, {
        _local(one) for one in thing.properties
    }


def _expected(one):
    types = one.get("type") or one.get("@type") or []
    properties = one.get("properties", one)
    # Microformats have a shape of their own there.
    if not types or "html" in one or "value" in one or str(types[0]).startswith("h-"):
        return None
    names = {_local(name) for name in properties if not name.startswith("@")}
    listed = [types] if isinstance(types, str) else types
    return {_local(name) for name in listed}, names


def _local(name):
    return re.split(r"[/#:]", name)[-1]


def calendars() -> tuple[Score, Score]:
    """Single events as icalendar has them; and whether what it refuses is told."""
    same, told = Score(), Score()
    for path in sorted((DATA / "calendars").rglob("*.ics")):
        body = path.read_bytes()
        try:
            reading = read(a_document(body, url=URL), a_source(), NOW)
        except ReadError:
            reading = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                components = icalendar.Calendar.from_ical(body, multiple=True)
                events = [one for each in components for one in each.walk("VEVENT")]
        except (ValueError, LookupError, TypeError, AttributeError):
            problem = reading is None or bool(reading.problems)
            told.count(path.name, right=problem)
            continue
        found = {} if reading is None else _by_title(reading.entries)
        for event in events:
            wanted = _single(event)
            if wanted is not None:
                name, starts = wanted
                same.count(
                    f"{path.name}: {wanted}", right=starts in found.get(name, ())
                )
    return same, told


def _by_title(entries):
    found = {}
    for entry in entries:
        starts = entry.facts.starts
        if isinstance(starts, datetime):
            starts = starts.astimezone(UTC)
        found.setdefault(entry.facts.title, set()).add(starts)
    return found


def _single(event):
    """Name and start of an event that does not recur, where it has both."""
    try:
        name, starts = title(str(event.get("SUMMARY") or "")), event.get("DTSTART").dt
    except (AttributeError, ValueError):
        return None
    recurs = any(event.get(one) for one in ("RRULE", "RDATE", "RECURRENCE-ID"))
    if name is None or recurs or not isinstance(starts, date):
        return None
    if isinstance(starts, datetime):
        # A time without a zone is one of the source's.
        starts = (
            starts if starts.tzinfo else starts.replace(tzinfo=LONDON)
        ).astimezone(UTC)
    return name, starts


def lines() -> Iterator[str]:
    """The board, a line a measure."""
    same, taken = fast_against_feedparser()
    board = {
        "fast reader = feedparser": same,
        "well-formed feeds read fast": taken,
        **{f"feed {name}": one for name, one in reading_against_feedparser().items()},
        **{f"page {name}": one for name, one in pages().items()},
    }
    board["calendar events"], board["broken calendars told"] = calendars()
    for name, score in board.items():
        share = 100 * score.right / max(1, score.total)
        yield f"{name:30} {score.right:5} of {score.total:5}  {share:5.1f} %"
        yield from (f"    {one}"[:160] for one in score.wrong[:8])


if __name__ == "__main__":
    print("\n".join(lines()))  # noqa: T201 - it is there to be read
