"""Times of day as people write them: "10.30am - 12 noon", "7-9pm", "19:30"."""

import re
from datetime import time

_NOON, _HOURS = 12, 24
_TIME = re.compile(
    r"(?<![\d/£.:])(?:(?:12\s*)?(?P<word>noon|midday|midnight)"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)?"
    r"\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?)?(?:\s*hrs?\b)?)(?![\d/%])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\A[\s|,]*(?:[-\u2013\u2014]|to|until|till|and|finish(?:es|ing)?:?|ends?:?)[\s|,]*\Z"
)


def find_times(text: str) -> tuple[time | None, time | None]:
    """The first time of day in a text, and the one it lasts until.

    A bare number is a time only as part of a range whose other end says so.
    """
    matches = [match for match in _TIME.finditer(text) if _possible(match)]
    for place, match in enumerate(matches):
        after = matches[place + 1] if place + 1 < len(matches) else None
        if after and not _BETWEEN.match(text[match.end() : after.start()]):
            after = None
        if after and (_certain(match) or _certain(after)):
            closes = _read(after, None)
            return _opening(match, after, closes), closes
        if _certain(match):
            # "Midnight on 5 January" is either end of the day: which is not known.
            alone = None if match["word"] == "midnight" else _read(match, None)
            return alone, None
    return None, None


def _possible(match: re.Match[str]) -> bool:
    return match["word"] is not None or int(match["hour"]) < _HOURS


def _certain(match: re.Match[str]) -> bool:
    return bool(match["word"] or match["half"] or match["minute"])


def _opening(match: re.Match[str], after: re.Match[str], closes: time) -> time:
    """The start of a range; "10-11am" and "11-1pm" both begin in the morning."""
    if match["word"] or match["half"]:
        return _read(match, None)
    if not after["half"] and not after["word"]:
        return _read(match, None)
    hour = int(match["hour"])
    if hour > _NOON or hour == 0:
        return _read(match, None)
    same = _read(match, "p" if closes.hour >= _NOON else "a")
    if same < closes:
        return same
    return _read(match, "a")


def _read(match: re.Match[str], half: str | None) -> time:
    if word := match["word"]:
        return time(0) if word == "midnight" else time(_NOON)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = half or (match["half"] or "")[:1]
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, minute)
