"""An entry of a feed, judged and made safe."""

import re
from typing import Any

from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind, Status
from aggregator.read.clean import plain, title
from aggregator.read.dated_title import dated_title
from aggregator.read.dates import Span, read_moment, read_span, whole_days
from aggregator.read.labels import labelled
from aggregator.read.links import safe_url
from aggregator.read.material import Material
from aggregator.read.published import published_of
from aggregator.read.raw_entry import RawEntry
from aggregator.read.wording import (
    language_of,
    price_wording,
    status_in_title,
    without_farewell,
)

_LONGEST_STAND_IN = 100
_MOST_TAGS = 20
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_IMAGE = re.compile(r"<img\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(src|alt|width|height)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))",
    re.IGNORECASE,
)
_STATUSES = {
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "postponed": Status.POSTPONED,
    "sold out": Status.SOLD_OUT,
    "soldout": Status.SOLD_OUT,
    "sold_out": Status.SOLD_OUT,
    "fully booked": Status.SOLD_OUT,
}


def feed_entry(raw: RawEntry, material: Material, language: str | None) -> Entry | None:
    """The entry, or `None` with a problem noted where there is nothing to show."""
    summary = without_farewell(plain(raw.summary) or plain(raw.content))
    heading = title(raw.title) or plain(summary, longest=_LONGEST_STAND_IN)
    if heading is None:
        material.problem("An entry with neither a title nor a text was left out.")
        return None
    if material.reports(heading):
        return None
    kind = material.kind(Kind.EVENT if raw.starts else Kind.NEWS)
    heading, in_title = status_in_title(heading)
    facts: dict[str, Any] = _of_kind(kind, raw, material)
    if kind is Kind.EVENT and facts["starts"] is None:
        heading, facts = _dated_by_title(heading, facts, raw, material)
    image, image_alt = _image(raw, material.document.url)
    return Entry(
        facts=Facts(
            kind=kind,
            title=heading,
            url=_link(raw, material.document.url),
            summary=summary,
            published=published_of(material, kind, raw.published, raw.updated),
            status=_STATUSES.get(
                (raw.status or "").strip().lower(), in_title or Status.SCHEDULED
            ),
            image=image,
            image_alt=image_alt,
            language=language_of(material.source.language, language),
            author=_author(raw.author),
            tags=_tags(raw),
            **{name: value for name, value in facts.items() if name != "raw"},
        ),
        identifier=plain(raw.identifier, longest=500),
        raw=facts["raw"],
    )


def _of_kind(kind: Kind, raw: RawEntry, material: Material) -> dict[str, Any]:
    if kind is Kind.JOB:
        return _job(raw, material)
    if kind is Kind.EVENT:
        return _event(raw, material)
    return {"raw": {}}


def _event(raw: RawEntry, material: Material) -> dict[str, Any]:
    labels = labelled(raw.content or raw.summary)
    written = {"starts": raw.starts, "ends": raw.ends}
    if raw.starts is None and "starts" in labels:
        written["starts"] = f"{labels['starts']} {labels.get('clock', '')}".strip()
    span = _span(raw, written["starts"], material)
    return {
        "starts": span.starts,
        "ends": span.ends,
        "timezone": material.source.timezone if span.starts else None,
        "venue": plain(raw.location, longest=200) or labels.get("venue"),
        "price": price_wording(plain(raw.price, longest=120) or labels.get("price")),
        "raw": {name: text for name, text in written.items() if text},
    }


def _dated_by_title(
    heading: str, facts: dict[str, Any], raw: RawEntry, material: Material
) -> tuple[str, dict[str, Any]]:
    """The title without the date that it ends in, where nothing else says when."""
    dated = dated_title(heading)
    if dated is None or facts["raw"]:
        return heading, facts
    name, when = dated
    span = _span(raw, when, material)
    if span.starts is None:
        return heading, facts
    times = {
        "starts": span.starts,
        "ends": span.ends,
        "timezone": material.source.timezone,
        "raw": {"starts": when},
    }
    return name, facts | times


def _span(raw: RawEntry, starts: str | None, material: Material) -> Span:
    zone, now = material.zone, material.now
    if raw.opens and starts:
        starts = f"{starts} {raw.opens}"
    span = read_span(starts, zone, now)
    material.not_understood(starts, span.starts or span.ends)
    ends = read_moment(raw.ends, zone, now) if raw.ends else span.ends
    if raw.shuts and raw.starts:
        ends = read_moment(f"{raw.ends or raw.starts} {raw.shuts}", zone, now)
    return whole_days(Span(starts=span.starts, ends=ends))


def _job(raw: RawEntry, material: Material) -> dict[str, Any]:
    labels = labelled(raw.content or raw.summary)
    closes = read_moment(labels.get("closes"), material.zone, material.now)
    material.not_understood(labels.get("closes"), closes)
    return {
        "closes": closes,
        "venue": plain(raw.location, longest=200) or labels.get("venue"),
        "employer": plain(raw.employer, longest=120) or labels.get("employer"),
        "salary": labels.get("salary"),
        "raw": {"closes": labels["closes"]} if "closes" in labels else {},
    }


def _author(written: str | None) -> str | None:
    """A name; RSS asks for "address (name)", and an address is nobody's business."""
    text = plain(written, longest=200)
    if text is None or "@" not in text:
        return text
    return plain(_EMAIL.sub("", text).strip(" ()<>,;"), longest=120)


def _link(raw: RawEntry, base: str) -> str | None:
    # Some feeds have no link and a GUID that is one.
    return safe_url(raw.link, base) or safe_url(raw.address)


def _tags(raw: RawEntry) -> tuple[str, ...]:
    tags = (plain(tag, longest=60) for tag in raw.tags[:_MOST_TAGS])
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _image(raw: RawEntry, base: str) -> tuple[str | None, str | None]:
    if own := safe_url(raw.image, base):
        return own, plain(raw.image_alt, longest=300)
    for markup in (raw.content, raw.summary):
        for picture in _IMAGE.finditer(markup or ""):
            values = {
                name.lower(): double or single or bare
                for name, double, single, bare in _ATTRIBUTE.findall(picture[0])
            }
            sizes = {plain(values.get("width")), plain(values.get("height"))}
            written = plain(values.get("src"))
            address = safe_url(written, safe_url(raw.link, base) or base)
            if address and "1" not in sizes:
                return address, plain(values.get("alt"))
    return None, None
