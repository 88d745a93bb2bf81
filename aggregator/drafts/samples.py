"""Facts that every template is tried on when it is loaded."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from aggregator.drafts.moments import Span
from aggregator.drafts.template_rules import FACTS

_TODAY = date(2026, 11, 23)
_SPAN = Span(datetime(2026, 12, 5, 10, 30, tzinfo=UTC), None, _TODAY)
_FULL = {
    "title": "Storytime",
    "summary": "Stories, songs and rhymes.",
    "starts": _SPAN,
    "ends": _SPAN,
    "day": "Sat 5 Dec",
    "venue": "Ambleford Library",
    "address": "High Street",
    "price": "Free",
    "closes": _SPAN,
    "employer": "Ambleford Council",
    "salary": "£24,000 a year",
    "author": "Ambleford Council",
    "published": _SPAN,
    "kind": "event",
    "was": _SPAN,
    "was_time": "2pm",
    "was_venue": "Ambleford Hall",
    "was_price": "£2",
    "was_closes": _SPAN,
    "was_off": "cancelled",
    "was_sold_out": "sold out",
}


def samples(values: Callable[[dict[str, Any]], Any]) -> list[dict[str, Any]]:
    """One story with every fact, and one with its title alone."""
    bare = {**dict.fromkeys(FACTS), "title": "Storytime", "kind": "event"}
    around = {"link": "https://example.org/", "council": "Ambleford Libraries"}
    return [{"story": values(_FULL), **around}, {"story": values(bare), **around}]
