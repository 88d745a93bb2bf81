"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed."""

import re
from collections.abc import Callable
from dataclasses import replace

from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import ReadError
from aggregator.model.later import later
from aggregator.read.feed_entry import feed_entry
from aggregator.read.feed_fast import read_fast
from aggregator.read.feed_json import read_json_feed
from aggregator.read.material import MOST_ENTRIES, Material
from aggregator.read.raw_entry import RawFeed

# feedparser, where it is needed, and what it is made of.
_read_slowly: Callable[[str, str], RawFeed] = later(
    "aggregator.read.feed_slow", "read_slowly"
)
# feedparser takes 20 seconds for three million characters of open tags.
_TOO_LONG_FOR_FEEDPARSER = 500_000

# How the XML parser says where it stopped.
_PARSER_PLACE = re.compile(r"<unknown>:(\d+):\d+: ")


def read_feed(material: Material) -> Reading:
    """The entries of a feed, however old, odd or broken.

    Raises:
        ReadError: nothing could be saved of it.
    """
    feed = _parse(material)
    if len(feed.entries) > MOST_ENTRIES:
        material.problem(
            f"The feed has {len(feed.entries)} entries; only the first "
            f"{MOST_ENTRIES} were read."
        )
    found = (
        feed_entry(raw, material, feed.language) for raw in feed.entries[:MOST_ENTRIES]
    )
    # A system that repeats an entry word for word means one.
    entries: dict[tuple[object, ...], Entry] = {}
    for entry in found:
        if entry is not None:
            facts = entry.facts
            key = (
                entry.identifier,
                facts.title,
                facts.url,
                facts.summary,
                facts.starts,
            )
            entries.setdefault(key, entry)
    if feed.fault:
        _judge(feed.fault, len(entries), material)
    return Reading(
        entries=tuple(entries.values()),
        problems=tuple(material.problems),
        format="feed",
    )


def _parse(material: Material) -> RawFeed:
    if material.text.lstrip().startswith("{"):
        return read_json_feed(material.text, material.source.name)
    url = material.document.url
    if (fast := read_fast(material.text, url)) is not None:
        return fast
    material.may_take_long()
    if len(material.text) > _TOO_LONG_FOR_FEEDPARSER:
        mended = read_fast(material.text, url, mend=True)
        if mended is not None and mended.entries:
            # What we cut is not the fault of those who wrote it.
            return replace(mended, fault=None if material.cut else "broken markup")
    return _read_slowly(material.text[:_TOO_LONG_FOR_FEEDPARSER], url)


def _judge(fault: str, count: int, material: Material) -> None:
    """Nothing usable is an error; something is a problem to tell of."""
    plain = _PARSER_PLACE.sub(r"line \1: ", fault)
    if not count:
        raise ReadError(
            f"{material.source.name} sent a feed that is broken ({plain})",
            cause="broken",
            remedy="tell the people who run it; what was read before is kept",
        )
    read = "1 entry was" if count == 1 else f"{count} entries were"
    material.problem(
        f"The feed is not well-formed ({plain}); {read} read, some may be missing: "
        "tell the people who run it."
    )
