"""A page by the CSS selectors of its `[source.page]`."""

from typing import Any

import soupsieve
from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import ReadError
from aggregator.model.facts import Facts, Kind, Status
from aggregator.model.source import PageRules
from aggregator.read.clean import plain, tidy, title
from aggregator.read.dates import Span, read_instant, read_moment, read_span, whole_days
from aggregator.read.links import safe_url
from aggregator.read.material import MOST_ENTRIES, Material
from aggregator.read.wording import (
    is_error_item,
    language_of,
    price_wording,
    status_in_title,
)

_FIELDS = (
    *("title", "link", "starts", "ends", "venue", "address", "summary", "image"),
    *("price", "closes", "employer", "salary"),
)
_DATES = {"starts", "ends", "closes"}
_ADVICE = ": give the page a date_format"
_DEFAULT_ATTRIBUTES = {"link": "href", "image": "src"}


def read_page(material: Material, rules: PageRules) -> Reading:
    """The entries of a page whose source says where its facts are.

    Raises:
        ReadError: the item selector is faulty or matches nothing.
    """
    soup = BeautifulSoup(material.text, "lxml")
    base = _base(soup, material.document.url)
    found = _items(soup, rules, material)
    entries = []
    for item in found[:MOST_ENTRIES]:
        values = {name: _value(item, getattr(rules, name), name) for name in _FIELDS}
        if entry := page_entry(values, material, rules, base, _image_alt(item, rules)):
            entries.append(entry)
    if found and not entries:
        raise ReadError(
            f"{material.source.name}: {len(found)} blocks match {rules.item!r}, but "
            f"none has a title at {rules.title!r}",
            cause="nothing-matches",
            remedy="look at the page and correct title in [source.page]",
        )
    if len(entries) < min(len(found), MOST_ENTRIES):
        material.problem(
            f"{len(found) - len(entries)} of {len(found)} blocks have no title at "
            f"{rules.title!r} and were left out."
        )
    return Reading(
        entries=tuple(entries), problems=tuple(material.problems), format="page"
    )


def page_entry(
    values: dict[str, str | None],
    material: Material,
    rules: PageRules,
    base: str,
    image_alt: str | None,
) -> Entry | None:
    """The entry that one block's values make, `None` without a title."""
    heading = title(values["title"])
    if heading is None:
        return None
    if is_error_item(heading):
        material.problem(f"The page reports a failure of its own ({heading}).")
        return None
    heading, in_title = status_in_title(heading)
    url = safe_url(values["link"], base)
    image = safe_url(values["image"], base)
    kind = material.kind(Kind.EVENT if rules.starts else Kind.NEWS)
    raw = {name: values[name] for name in _DATES if values[name]}
    return Entry(
        facts=Facts(
            kind=kind,
            title=heading,
            url=url,
            summary=plain(values["summary"]),
            venue=plain(values["venue"], longest=200),
            address=plain(values["address"], longest=300),
            employer=plain(values["employer"], longest=120),
            salary=plain(values["salary"], longest=200),
            price=price_wording(plain(values["price"], longest=120)),
            status=in_title or Status.SCHEDULED,
            image=image,
            image_alt=plain(image_alt, longest=300) if image else None,
            language=language_of(material.source.language),
            **_times(kind, values, material, rules),
        ),
        identifier=url,
        raw={name: text for name, text in raw.items() if text},
    )


def _times(
    kind: Kind, values: dict[str, str | None], material: Material, rules: PageRules
) -> dict[str, Any]:
    zone, now, form = material.zone, material.now, rules.date_format
    closes = read_moment(values["closes"], zone, now, date_format=form)
    material.not_understood(values["closes"], closes, _ADVICE)
    if kind is Kind.NEWS:
        published = read_instant(values["starts"], zone, now)
        return {"published": published, "closes": closes}
    span = read_span(values["starts"], zone, now, date_format=form)
    material.not_understood(values["starts"], span.starts, _ADVICE)
    ends = read_moment(values["ends"], zone, now, date_format=form) or span.ends
    span = whole_days(Span(starts=span.starts, ends=ends))
    return {
        "starts": span.starts,
        "ends": span.ends,
        "timezone": material.source.timezone if span.starts else None,
        "closes": closes,
    }


def _items(soup: BeautifulSoup, rules: PageRules, material: Material) -> list[Tag]:
    _judge(rules, material.source.name)
    found = soup.select(rules.item)
    if not found:
        raise ReadError(
            f"{material.source.name}: nothing on the page matches {rules.item!r}",
            cause="nothing-matches",
            remedy="the page may have been rebuilt: look at it and correct item in "
            "[source.page]",
        )
    return list(found)


def _judge(rules: PageRules, name: str) -> None:
    for key in ("item", *_FIELDS):
        selector, _ = split_rule(getattr(rules, key) or "", key)
        try:
            soupsieve.compile(selector or "*")
        except SelectorSyntaxError as error:
            raise ReadError(
                f"{name}: {selector!r} is no CSS selector "
                f"({str(error).splitlines()[0]})",
                cause="nothing-matches",
                remedy=f"correct {key} in [source.page]",
            ) from None


def split_rule(rule: str, name: str) -> tuple[str, str | None]:
    """The selector and the attribute of a rule such as `h3 a@href`."""
    selector, at, attribute = rule.rpartition("@")
    if at and attribute.replace("-", "").isalnum() and "]" not in attribute:
        return selector.strip(), attribute
    return rule.strip(), _DEFAULT_ATTRIBUTES.get(name)


def _value(item: Tag, rule: str | None, name: str) -> str | None:
    if rule is None:
        return None
    selector, attribute = split_rule(rule, name)
    # An empty selector means the block itself.
    element = item.select_one(selector) if selector else item
    if element is None:
        return None
    if attribute is None:
        if name in _DATES and element.name == "time" and element.get("datetime"):
            return str(element["datetime"])
        return tidy(element.get_text(" ")) or None
    written = element.get(attribute)
    if isinstance(written, list):
        written = " ".join(written)
    return written or None


def _image_alt(item: Tag, rules: PageRules) -> str | None:
    if rules.image is None:
        return None
    selector, _ = split_rule(rules.image, "image")
    return _value(item, f"{selector}@alt", "alt")


def _base(soup: BeautifulSoup, url: str) -> str:
    element = soup.find("base", href=True)
    written = element.get("href") if isinstance(element, Tag) else None
    return safe_url(str(written), url) or url if written else url
