"""The form of one source: what was typed, as `sources.toml` spells it, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aggregator.config.faults import MISSING
from aggregator.config.schema_source import PageTable
from aggregator.config.table import FORMATS
from aggregator.model.errors import Fault
from aggregator.model.facts import Kind
from aggregator.model.source import AUTO, PageRules

_PLAIN = ("name", "url", "kind", "format", "every")
# How far its pages lead, beside what the first one shows.
_LEADS = ("follow", "pages")
_FOLLOW_ONLY = "follow_only"
_BOUNDS = {"expect-least": "min", "expect-most": "max"}
_INTERVALS = ("15m", "30m", "1h", "3h", "6h", "12h", "1d")
_USUAL = {"kind": AUTO, "format": AUTO, "every": "1h"}
_LONGEST = 500
# In the order in which a person looks at a card; `item` and `title` come first.
SELECTORS: tuple[tuple[str, str, str], ...] = (
    ("item", "What repeats", "one for each thing on the page: article.event"),
    ("title", "Title", "within what repeats: h3"),
    ("link", "Link", "h3 a@href"),
    ("starts", "When it starts", "time@datetime, or .date"),
    ("time", "The time of day", "only if it is apart from the day"),
    ("ends", "When it ends", "only if it is apart from the start"),
    ("venue", "Where", ".venue"),
    ("address", "Address of the venue", ".address"),
    ("summary", "What it is about", ".description"),
    ("image", "Picture", "img@src"),
    ("price", "Price", ".price"),
    ("closes", "Closing date", "for jobs: .closes"),
    ("employer", "Employer", "for jobs: .employer"),
    ("salary", "Pay", "for jobs: .salary"),
    ("next", "Link to the next page", "only if the list goes on: a.next@href"),
    ("date_format", "How dates are written", "only where unusual: %d.%m.%Y %H.%M"),
)
# A tick: what follows each, up to the next one, belongs to it.
TO_NEXT = "to_next"
KINDS = (
    (AUTO, "Whatever each thing is"),
    (Kind.EVENT.value, "Events"),
    (Kind.JOB.value, "Jobs"),
    (Kind.NEWS.value, "News"),
    (Kind.BUSINESS.value, "Businesses"),
    (Kind.SHARE.value, "Posts worth sharing"),
)
_FORMAT_WORDS = {
    AUTO: "Find out by looking",
    "feed": "Feed (RSS, Atom, JSON Feed)",
    "page": "Web page",
    "calendar": "Calendar (iCalendar)",
    "sitemap": "List of pages (sitemap)",
    "timeline": "Posts of an account, to share",
}
_WANTED = {
    "name": "Give it a name",
    "url": "Write its address",
    "page-item": "Say what repeats on the page",
    "page-title": "Say where the title is",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields, by their names; `faults` by the same names."""

    fields: Mapping[str, str]
    faults: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


def typed(form: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form, each on one line and no longer than is sensible."""
    names = (
        *_PLAIN,
        *_LEADS,
        _FOLLOW_ONLY,
        *_BOUNDS,
        *(f"page-{name}" for name, *_ in SELECTORS),
        f"page-{TO_NEXT}",
        "inside",
    )
    return {name: " ".join(form.get(name, "").split())[:_LONGEST] for name in names}


def values_of(fields: Mapping[str, str]) -> dict[str, Any]:
    """Everything the form says, as the file spells it; what is empty is `None`."""
    values: dict[str, Any] = {name: fields.get(name) or None for name in _PLAIN}
    values |= {name: _number(fields.get(name)) for name in _LEADS}
    values[_FOLLOW_ONLY] = fields.get(_FOLLOW_ONLY) or None
    bounds = {key: _number(fields.get(name)) for name, key in _BOUNDS.items()}
    values["expect"] = bounds if any(v is not None for v in bounds.values()) else None
    page: dict[str, str | bool | None] = {
        name: fields.get(f"page-{name}") or None for name, *_ in SELECTORS
    }
    if any(page.values()):
        values["page"] = page | {TO_NEXT: bool(fields.get(f"page-{TO_NEXT}")) or None}
    else:
        values["page"] = None
    return values


def fields_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The fields for a source as the file has it."""
    fields = {
        **_USUAL,
        **{
            name: str(values[name])
            for name in (*_PLAIN, *_LEADS, _FOLLOW_ONLY)
            if name in values
        },
    }
    expect, page = values.get("expect", {}), values.get("page", {})
    fields |= {name: str(expect[k]) for name, k in _BOUNDS.items() if k in expect}
    if page.get(TO_NEXT):
        fields[f"page-{TO_NEXT}"] = "1"
    return fields | {
        f"page-{name}": str(page[name]) for name, *_ in SELECTORS if name in page
    }


def fields_of_rules(rules: PageRules) -> dict[str, str]:
    """The selectors' fields for proposed ones."""
    found = {
        f"page-{name}": getattr(rules, name)
        for name, *_ in SELECTORS
        if getattr(rules, name, None)
    }
    return found | ({f"page-{TO_NEXT}": "1"} if rules.to_next else {})


def field_faults(faults: list[Fault]) -> dict[str, str]:
    """What is wrong, by the name of the field that it is about."""
    found: dict[str, str] = {}
    for fault in faults:
        field = _field(fault.key)
        sentence = f"{fault.wrong[:1].upper()}{fault.wrong[1:]}: {fault.write}"
        if fault.wrong == MISSING:
            sentence = _WANTED.get(field, sentence)
        found.setdefault(field, sentence)
    return found


def intervals(now: str) -> tuple[str, ...]:
    """The intervals to choose from, and the one there is."""
    return _INTERVALS if now in _INTERVALS or not now else (now, *_INTERVALS)


def formats() -> tuple[tuple[str, str], ...]:
    """Each format and what it is."""
    return tuple((name, _FORMAT_WORDS.get(name, name)) for name in FORMATS)


def _number(written: str | None) -> int | str | None:
    """A number, or what was written instead: the schema says what is wrong with it."""
    if not written:
        return None
    return int(written) if written.isascii() and written.isdigit() else written


def _field(key: str) -> str:
    parts = key.split(".")[1:]
    if parts[:1] == ["page"]:
        known = parts[-1] in PageTable.model_fields
        return f"page-{parts[-1]}" if known else "page-item"
    if parts[:1] == ["expect"]:
        return "expect-most" if parts[-1] == "max" else "expect-least"
    fields = (*_PLAIN, *_LEADS, _FOLLOW_ONLY)
    return parts[0] if parts and parts[0] in fields else "name"
