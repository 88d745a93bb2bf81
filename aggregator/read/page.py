"""A page by the CSS selectors of its `[source.page]`."""

from datetime import datetime
from typing import Any

import soupsieve
from soupsieve import SelectorSyntaxError

from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import ReadError
from aggregator.model.facts import Facts, Kind, Status
from aggregator.model.source import PageRules
from aggregator.read.clean import plain, tidy, title
from aggregator.read.dates import Span, read_moment, read_span, whole_days
from aggregator.read.labels import without_label
from aggregator.read.links import safe_url
from aggregator.read.material import MOST_ENTRIES, Material
from aggregator.read.page_fast import fast_blocks
from aggregator.read.page_slow import slow_blocks
from aggregator.read.published import published_of
from aggregator.read.wording import (
    language_of,
    price_wording,
    status_in_title,
)

_FIELDS = (
    *(
        "title",
        "link",
        "starts",
        "time",
        "ends",
        "venue",
        "address",
        "summary",
        "image",
    ),
    *("price", "closes", "employer", "salary"),
)
_DATES = {"starts", "ends", "closes"}
_ADVICE = ": give the page a date_format"
# `datetime?` is the attribute of a `time`, and the text of any other element.
_DEFAULT_ATTRIBUTES = {
    "link": "href",
    "image": "src",
    **dict.fromkeys(_DATES, "datetime?"),
}


def read_page(material: Material, rules: PageRules) -> Reading:
    """The entries of a page whose source says where its facts are.

    Raises:
        ReadError: the item selector is faulty or matches nothing.
        TakesLongError: it is read in a hurry, and its selectors are no simple ones.
    """
    wanted = _wanted(rules, material.source.name)
    item = wanted.pop("item")[0]
    to_next = rules.to_next
    quick = fast_blocks(material.text, item, wanted, to_next=to_next)
    if quick is None:
        material.may_take_long()
    found, base = quick or slow_blocks(material.text, item, wanted, to_next=to_next)
    if not found:
        raise _nothing(rules, material.source.name)
    base = (safe_url(base, material.document.url) if base else None) or (
        material.document.url
    )
    entries = []
    for block in found[:MOST_ENTRIES]:
        values = {
            name: tidy(text) or None if text else None for name, text in block.items()
        }
        if entry := page_entry(values, material, rules, base):
            entries.append(entry)
    if found and not entries:
        raise ReadError(
            f"{material.source.name}: {len(found)} blocks match {rules.item!r}, but "
            f"none has a title at {rules.title!r}",
            cause="nothing-matches",
            remedy="look at the page, and correct the title of its selectors",
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
) -> Entry | None:
    """The entry that one block's values make, `None` without a title."""
    heading = title(values.get("title"))
    if heading is None:
        return None
    if material.reports(heading):
        return None
    heading, in_title = status_in_title(heading)
    url = safe_url(values.get("link"), base)
    image = safe_url(values.get("image"), base)
    kind = material.kind(Kind.EVENT if rules.starts else Kind.NEWS)
    raw = {name: values.get(name) for name in _DATES}
    return Entry(
        facts=Facts(
            kind=kind,
            title=heading,
            url=url,
            summary=plain(values.get("summary")),
            venue=without_label("venue", plain(values.get("venue"), longest=200)),
            address=plain(values.get("address"), longest=300),
            employer=without_label(
                "employer", plain(values.get("employer"), longest=120)
            ),
            salary=without_label("salary", plain(values.get("salary"), longest=200)),
            price=price_wording(
                without_label("price", plain(values.get("price"), longest=120))
            ),
            status=in_title or Status.SCHEDULED,
            image=image,
            image_alt=plain(values.get("image_alt"), longest=300) if image else None,
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
    closes = read_moment(values.get("closes"), zone, now, date_format=form)
    material.not_understood(values.get("closes"), closes, _ADVICE)
    if kind is Kind.NEWS:
        published = published_of(material, kind, values.get("starts"))
        return {"published": published, "closes": closes}
    span = _span(values, material, form)
    ends = read_moment(values.get("ends"), zone, now, date_format=form) or span.ends
    span = whole_days(Span(starts=span.starts, ends=ends))
    return {
        "starts": span.starts,
        "ends": span.ends,
        "timezone": material.source.timezone if span.starts else None,
        "closes": closes,
    }


def _span(values: dict[str, str | None], material: Material, form: str | None) -> Span:
    """When it is, by the day and the time of day beside it."""
    day, hour = values.get("starts"), values.get("time")
    zone, now = material.zone, material.now
    if day and hour:
        together = read_span(f"{day} {hour}", zone, now)
        if isinstance(together.starts, datetime):
            return together
        material.not_understood(hour, None, ": look at what time selects")
    span = read_span(day, zone, now, date_format=form)
    material.not_understood(day, span.starts or span.ends, _ADVICE)
    return span


def _nothing(rules: PageRules, name: str) -> ReadError:
    return ReadError(
        f"{name}: nothing on the page matches {rules.item!r}",
        cause="nothing-matches",
        remedy="the page may have been rebuilt: look at it, and correct what repeats "
        "there (item of its selectors)",
    )


def _wanted(rules: PageRules, name: str) -> dict[str, tuple[str, str | None]]:
    """Selector and attribute by rule, the picture's words among them."""
    wanted: dict[str, tuple[str, str | None]] = {}
    for key in ("item", *_FIELDS):
        rule = getattr(rules, key)
        if rule is None:
            continue
        wanted[key] = split_rule(rule, key)
        try:
            soupsieve.compile(wanted[key][0] or "*")
        except SelectorSyntaxError as error:
            raise ReadError(
                f"{name}: {wanted[key][0]!r} is no CSS selector "
                f"({str(error).splitlines()[0]})",
                cause="nothing-matches",
                remedy=f"correct {key} in [source.page]",
            ) from None
    if "image" in wanted:
        wanted["image_alt"] = (wanted["image"][0], "alt")
    return wanted


def split_rule(rule: str, name: str) -> tuple[str, str | None]:
    """The selector and the attribute of a rule such as `h3 a@href`."""
    selector, at, attribute = rule.rpartition("@")
    if at and attribute.replace("-", "").isalnum() and "]" not in attribute:
        return selector.strip(), attribute
    return rule.strip(), _DEFAULT_ATTRIBUTES.get(name)
