"""Things of a page to entries."""

from dataclasses import replace
from typing import Any

from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind, Status
from aggregator.read.clean import plain, title
from aggregator.read.dates import Span, read_moment, read_span, whole_days
from aggregator.read.links import safe_url
from aggregator.read.material import Material
from aggregator.read.published import published_of
from aggregator.read.structured.offers import is_sold_out
from aggregator.read.structured.places import (
    address_of,
    place_of,
    price_of,
    salary_of,
)
from aggregator.read.structured.schedule import spans_of
from aggregator.read.structured.thing import Thing, short_name
from aggregator.read.structured.types import kind_of
from aggregator.read.wording import language_of, status_in_title

_STATUSES = {
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "postponed": Status.POSTPONED,
    "movedonline": Status.MOVED_ONLINE,
    # schema.org has no such status, but ticket shops write it.
    "soldout": Status.SOLD_OUT,
}
_PUBLISHED = ("datePublished", "dateCreated", "dateModified")
_RAW = (
    *("startDate", "endDate", "previousStartDate", "validThrough", "datePublished"),
    *("datePosted", "eventStatus", "eventAttendanceMode"),
)


def thing_entry(
    thing: Thing, material: Material, base: str, *, alone: bool
) -> Entry | None:
    """The entry a thing makes; `None` where it has no name.

    `alone` says that the page is about nothing else, so that its address is the
    thing's.
    """
    heading = title(thing.text("headline", "name") if _is_news(thing) else _name(thing))
    natural = kind_of(thing)
    if heading is None or natural is None:
        return None
    if material.reports(heading):
        return None
    heading, in_title = status_in_title(heading)
    image, image_alt = _image(thing, base)
    return Entry(
        facts=Facts(
            kind=material.kind(natural),
            title=heading,
            url=_address(thing, base) or (material.document.url if alone else None),
            summary=_summary(thing),
            status=_status(thing) or in_title or _places(thing),
            image=image,
            image_alt=image_alt,
            language=language_of(material.source.language, thing.text("inLanguage")),
            tags=_tags(thing),
            **_BY_KIND[natural](thing, material),
        ),
        identifier=_identifier(thing),
        raw={name: text for name in _RAW if (text := thing.text(name))},
    )


def thing_entries(
    thing: Thing, material: Material, base: str, *, alone: bool
) -> tuple[Entry, ...]:
    """The entries a thing makes: one, or one for each time of its schedule."""
    entry = thing_entry(thing, material, base, alone=alone)
    if entry is None:
        return ()
    if entry.facts.kind is not Kind.EVENT:
        return (entry,)
    spans = spans_of(thing, material)
    if not spans:
        return (entry,)
    identifier = entry.identifier or entry.facts.url or entry.facts.title
    return tuple(
        replace(
            entry,
            facts=replace(
                entry.facts,
                starts=span.starts,
                ends=span.ends,
                timezone=material.source.timezone,
            ),
            identifier=identifier,
            occurrence=span.starts.isoformat() if span.starts else None,
        )
        for span in spans
    )


def _is_news(thing: Thing) -> bool:
    return kind_of(thing) is Kind.NEWS


def _name(thing: Thing) -> str | None:
    return thing.text("name") or thing.text("title") or thing.text("headline")


def _event(thing: Thing, material: Material) -> dict[str, Any]:
    zone, now = material.zone, material.now
    written = thing.text("startDate")
    span = read_span(written, zone, now)
    material.not_understood(written, span.starts or span.ends)
    ends = read_moment(thing.text("endDate"), zone, now) or span.ends
    span = whole_days(Span(starts=span.starts, ends=ends))
    venue, address = place_of(thing)
    return {
        "starts": span.starts,
        "ends": span.ends,
        "timezone": material.source.timezone if span.starts else None,
        "venue": venue,
        "address": address,
        "price": price_of(thing),
    }


def _job(thing: Thing, material: Material) -> dict[str, Any]:
    zone, now = material.zone, material.now
    written = thing.text("validThrough")
    closes = read_moment(written, zone, now)
    material.not_understood(written, closes)
    venue, address = place_of(thing)
    return {
        "published": published_of(material, Kind.JOB, thing.text("datePosted")),
        "closes": closes,
        "venue": venue,
        "address": address,
        "employer": plain(thing.text("hiringOrganization"), longest=120),
        "salary": salary_of(thing),
    }


def _news(thing: Thing, material: Material) -> dict[str, Any]:
    written = (thing.text(name) for name in _PUBLISHED)
    return {
        "published": published_of(material, Kind.NEWS, *written),
        "author": plain(thing.text("author"), longest=120),
    }


def _business(thing: Thing, material: Material) -> dict[str, Any]:
    del material
    return {"address": address_of(thing)}


_BY_KIND = {
    Kind.EVENT: _event,
    Kind.JOB: _job,
    Kind.NEWS: _news,
    Kind.BUSINESS: _business,
}


def _summary(thing: Thing) -> str | None:
    text = thing.text("description", "abstract", "articleBody", "text")
    # The Events Calendar for WordPress escapes its line ends twice.
    return plain(text.replace("\\n", " ").replace("\\r", " ")) if text else None


def _status(thing: Thing) -> Status | None:
    for value in thing.values("eventStatus"):
        written = value if isinstance(value, str) else value.id or ""
        name = short_name(written).rsplit("/", 1)[-1].strip().lower()
        if found := _STATUSES.get(name.removeprefix("event")):
            return found
    return None


def _places(thing: Thing) -> Status:
    return Status.SOLD_OUT if is_sold_out(thing) else Status.SCHEDULED


def _address(thing: Thing, base: str) -> str | None:
    for value in thing.values("url", "mainEntityOfPage"):
        written = value if isinstance(value, str) else value.id
        if found := safe_url(written, base):
            return found
    if thing.id and not thing.id.startswith(("#", "_:")):
        return safe_url(thing.id.partition("#")[0], base)
    return None


def _identifier(thing: Thing) -> str | None:
    for value in thing.values("identifier"):
        written = value if isinstance(value, str) else value.text("value", "@value")
        if found := plain(written, longest=500):
            return found
    own = thing.id if thing.id and not thing.id.startswith("_:") else None
    return plain(own, longest=500)


def _image(thing: Thing, base: str) -> tuple[str | None, str | None]:
    for value in thing.values("image", "primaryImageOfPage", "thumbnailUrl", "photo"):
        if isinstance(value, str):
            if found := safe_url(value, base):
                return found, None
            continue
        written = value.text("contentUrl", "url", "@value") or value.id
        if found := safe_url(written, base):
            return found, plain(value.text("caption", "description"), longest=300)
    return None, None


def _tags(thing: Thing) -> tuple[str, ...]:
    words: list[str] = []
    for written in thing.texts("keywords"):
        words.extend(written.split(","))
    cleaned = (plain(word, longest=60) for word in words[:20])
    return tuple(dict.fromkeys(word for word in cleaned if word))
