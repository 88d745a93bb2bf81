"""Bytes to entries: the room's one door."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.model.document import Document
from aggregator.model.entry import Reading
from aggregator.model.errors import ReadError, TakesLongError
from aggregator.model.later import later
from aggregator.model.source import Source
from aggregator.read.encoding import decode
from aggregator.read.failures import failure_page
from aggregator.read.formats import read_as
from aggregator.read.length import LONGEST, shortened
from aggregator.read.material import Material
from aggregator.read.packed import unpacked

_next_page: Callable[[str, Material], str | None] = later(
    "aggregator.read.onward", "next_page"
)

# A longer document can hold a tree, a calendar or a pattern that takes seconds.
_SHORT = 256 * 1024


def read(
    document: Document, source: Source, now: datetime, *, hurried: bool = False
) -> Reading:
    """Every entry of a document, and what was odd about it.

    `hurried` reads only what takes some hundredths of a second, whoever wrote it.

    Raises:
        ReadError: the document cannot be read as its source's format.
        TakesLongError: it was to be read in a hurry, and could take long.
    """
    if hurried and len(document.body) > _SHORT:
        raise TakesLongError
    decoded = decode(unpacked(document.body), document.content_type)
    material = Material(
        document=document,
        source=source,
        now=now,
        zone=ZoneInfo(source.timezone),
        text=shortened(decoded.text),
        cut=len(decoded.text) > LONGEST,
        encoding=decoded.encoding,
        hurried=hurried,
    )
    if decoded.damaged:
        material.problem(
            "Some letters cannot be read: the document is not in the character set "
            f"it says ({decoded.encoding})."
        )
    if material.cut:
        megabytes = len(document.body) / 1_000_000
        material.problem(
            f"The document is very long ({megabytes:.1f} MB): only its beginning was "
            "read."
        )
    reading = _read_whole(material)
    if (source.pages or 1) > 1:
        return replace(reading, next=_next_page(reading.format, material))
    return reading


def _read_whole(material: Material) -> Reading:
    try:
        reading = read_as(material)
    except ReadError:
        if fault := failure_page(material):
            raise fault from None
        raise
    if not reading.entries and (fault := failure_page(material)):
        raise fault
    return replace(reading, failure=next(iter(material.failures), None))
