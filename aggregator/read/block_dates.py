"""When the things of a list are: which part of each card has its day and its hour."""

import re
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from lxml import html

from aggregator.read.block_parts import common, first_of, says, selector_of
from aggregator.read.dates import read_moment, read_span
from aggregator.read.page_fast import HOUR, words_of

_LONGEST = 120
_DATE = re.compile(r"date|time|when|start", re.IGNORECASE)
_CLOSES = re.compile(r"clos|deadline|apply by", re.IGNORECASE)

Part = html.HtmlElement


class WhenRules(TypedDict):
    """The selectors of a page's rules that are about time."""

    starts: str | None
    closes: str | None
    time: str | None


def date_rules(cards: list[Part], zone: ZoneInfo, now: datetime) -> WhenRules:
    """Selectors for when each starts, its time of day, and when it closes."""

    def is_date(part: Part) -> bool:
        return _is_date(part, zone, now)

    days = first_of(
        cards,
        lambda part: part.tag == "time" and is_date(part),
        lambda part: says(part, _DATE) and is_date(part),
    )
    starts = selector_of(cards, days)
    closes = common(cards, lambda part: says(part, _CLOSES) and is_date(part))
    if starts == closes:
        starts = None
    if starts is None and closes is None:
        days = first_of(
            cards,
            lambda part: not len(part) and is_date(part),
            # A day and a month apart, or words in bold among the others.
            lambda part: len(words_of(part)) <= _LONGEST and is_date(part),
        )
        starts = selector_of(cards, days)
    hour = _hour(cards, days, zone, now) if starts else None
    return WhenRules(starts=starts, closes=closes, time=hour)


def _is_date(part: Part, zone: ZoneInfo, now: datetime) -> bool:
    return read_moment(_when(part), zone, now) is not None


def _when(part: Part) -> str:
    return (part.get("datetime") or " ".join(words_of(part).split()))[:_LONGEST]


def _hour(
    cards: list[Part], days: dict[Part, Part], zone: ZoneInfo, now: datetime
) -> str | None:
    """Where the time of day stands, if it is not beside the day."""
    known = {card: read_moment(_when(part), zone, now) for card, part in days.items()}
    if sum(isinstance(day, datetime) for day in known.values()) > len(cards) / 2:
        return None

    def tells(part: Part) -> bool:
        words = words_of(part)
        if len(words) > _LONGEST or not HOUR.search(words):
            return False
        card = next((one for one in part.iterancestors() if one in days), None)
        if card is None:
            return False
        both = read_span(f"{_when(days[card])} {words}", zone, now).starts
        return isinstance(both, datetime) and both.date() == known[card]

    return selector_of(
        cards, first_of(cards, lambda part: not len(part) and tells(part), tells)
    )


def is_prose(part: Part, zone: ZoneInfo, now: datetime) -> bool:
    """A paragraph that is more than a date."""
    return (
        part.tag == "p"
        and not part.get("class")
        and not (len(words_of(part)) <= _LONGEST and _is_date(part, zone, now))
    )
