"""h-event and h-entry (https://microformats.org/wiki/microformats2).

Read into schema.org's words, so that one mapping serves all syntaxes. The older
`vevent` of hCalendar uses the same ideas under other names.
"""

import re

from lxml import html

from aggregator.read.links import safe_url
from aggregator.read.structured.markup import elements, inner_text, stated_value
from aggregator.read.structured.pictured import with_words
from aggregator.read.structured.thing import DEEPEST, Thing

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\Z")
_TYPES = {
    "h-event": "Event",
    "vevent": "Event",
    "h-entry": "BlogPosting",
    "hentry": "BlogPosting",
    "h-card": "Thing",
    "vcard": "Thing",
    "h-adr": "PostalAddress",
    "adr": "PostalAddress",
}
_PROPERTIES = {
    "Event": {
        "p-name": "name",
        "summary": "name",
        "u-url": "url",
        "url": "url",
        "u-uid": "identifier",
        "dt-start": "startDate",
        "dtstart": "startDate",
        "dt-end": "endDate",
        "dtend": "endDate",
        "p-location": "location",
        "location": "location",
        "p-summary": "description",
        "e-content": "description",
        "p-description": "description",
        "description": "description",
        "p-category": "keywords",
        "u-photo": "image",
        "u-featured": "image",
        "p-price": "price",
        "p-status": "eventStatus",
        "status": "eventStatus",
    },
    "BlogPosting": {
        "p-name": "name",
        "entry-title": "name",
        "u-url": "url",
        "u-uid": "identifier",
        "dt-published": "datePublished",
        "published": "datePublished",
        "dt-updated": "dateModified",
        "updated": "dateModified",
        "p-author": "author",
        "author": "author",
        "p-summary": "description",
        "entry-summary": "description",
        "e-content": "articleBody",
        "entry-content": "articleBody",
        "p-category": "keywords",
        "u-photo": "image",
        "u-featured": "image",
    },
    "Thing": {
        "p-name": "name",
        "fn": "name",
        "p-adr": "address",
        "adr": "address",
        "p-street-address": "streetAddress",
        "p-locality": "addressLocality",
        "p-postal-code": "postalCode",
    },
    "PostalAddress": {
        "p-street-address": "streetAddress",
        "street-address": "streetAddress",
        "p-locality": "addressLocality",
        "locality": "addressLocality",
        "p-postal-code": "postalCode",
        "postal-code": "postalCode",
    },
}


_STATED_BY = {
    "abbr": "title",
    "data": "value",
    "input": "value",
    "img": "alt",
    "area": "alt",
}


def read_microformats(tree: html.HtmlElement, base: str) -> tuple[Thing, ...]:
    """The events and entries of a page."""
    return tuple(
        _thing(one, base, 0)
        for one in elements(tree)
        if _type(one) in {"Event", "BlogPosting"}
        and not any(_type(above) == _type(one) for above in one.iterancestors())
    )


def _type(element: html.HtmlElement) -> str | None:
    for name in (element.get("class") or "").split():
        if name in _TYPES:
            return _TYPES[name]
    return None


def _thing(scope: html.HtmlElement, base: str, depth: int) -> Thing:
    kind = _type(scope) or "Thing"
    words = _PROPERTIES[kind]
    found: dict[str, list[Thing | str]] = {}
    waiting = list(reversed(list(scope)))
    while waiting:
        one = waiting.pop()
        if not isinstance(one.tag, str):
            continue
        inner = _type(one) is not None
        for written in (one.get("class") or "").split():
            if name := words.get(written):
                value = (
                    _thing(one, base, depth + 1)
                    if inner and depth < DEEPEST
                    else with_words(one, name, _value(one, written, base))
                )
                if value:
                    found.setdefault(name, []).append(value)
        if not inner:
            waiting.extend(reversed(list(one)))
    own_address = safe_url(scope.get("href"), base) if scope.tag == "a" else None
    if own_address:
        found.setdefault("url", [own_address])
    _lend_day(found)
    if "name" not in found and (own := inner_text(scope)) and kind != "PostalAddress":
        found["name"] = [own]
    return Thing(
        types=(kind,),
        properties={name: tuple(values) for name, values in found.items()},
    )


def _lend_day(found: dict[str, list[Thing | str]]) -> None:
    """An end that is only a time of day is one on the day of the start."""
    starts, ends = found.get("startDate"), found.get("endDate")
    if not starts or not ends or not isinstance(starts[0], str):
        return
    day = _DAY.match(starts[0])
    if day and isinstance(ends[0], str) and _CLOCK.match(ends[0]):
        ends[0] = f"{day[0]}T{ends[0]}"


def _written_apart(element: html.HtmlElement) -> str | None:
    """A date in parts (https://microformats.org/wiki/value-class-pattern)."""
    parts = [
        one.get("datetime") or one.get("title") or one.get("value") or inner_text(one)
        for one in element.iterdescendants("*")
        if "value" in (one.get("class") or "").split()
    ]
    return " ".join(parts) or None


def _value(element: html.HtmlElement, written: str, base: str) -> str:
    if element.tag == "meta":
        return stated_value(element, base)
    if written.startswith("u-") or written == "url":
        address = element.get("href") or element.get("src") or inner_text(element)
        return safe_url(address, base) or ""
    if written.startswith("dt") or written in {"published", "updated"}:
        stated = element.get("datetime") or element.get("title")
        return stated or _written_apart(element) or inner_text(element)
    stated = element.get(_STATED_BY.get(str(element.tag), "value"))
    return stated or inner_text(element)
