"""Times of day as people write them: "10.30am - 12 noon", "7-9pm", "half past ten".

An hour that could be of the morning or of the evening is not known, unless the other
end of its range settles it.
"""

import re
from dataclasses import dataclass
from datetime import time
from functools import partial

from aggregator.read.clock_words import in_figures

_NOON, _HOURS = 12, 24
# Nobody means the night by "10.30"; by "7.30" some mean the evening.
_FIRST_LIKELY = 9
_TIME = re.compile(
    r"(?<![\d/£.:])(?:(?:12\s*)?(?P<word>noon|midday|midnight)"
    r"|(?P<army>[01]\d|2[0-3])(?P<past>[0-5]\d)"
    r"(?:\s*(?:hrs?|hours?|h)\b|(?=\s*(?:[-\u2013]|to|until)\s*\d{4}\s*(?:hrs?|hours?|h)\b))"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)?(?P<open>\?)?"
    r"\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?)?(?:\s*hrs?\b)?)(?![\d/%])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\A[\s|,@]*(?:[-\u2013\u2014]|to|until|till|(?P<and>and)|finish(?:es|ing)?:?"
    r"|ends?:?)[\s|,@]*\Z"
)
# "7 or 8pm": which of them is not known.
_EITHER = re.compile(r"\d\s*(?:[ap]\.?m\b\.?)?\s+or\s+(?:at\s+)?\d")
_FOR = re.compile(r"\A\s*for\s*\Z")
_NO_TIME_BEFORE = re.compile(
    r"\b(?:age[sd]?|room|floor|unit|no|years?|under|over|level|stage)\b[\s.:]*\Z"
)
_NO_TIME_AFTER = re.compile(
    r"\A\s*(?:years?|yrs?|months?|weeks?|days?|people|places|-?\s*year[- ]olds?|\+"
    r"|plus\b|per\b|p\b)"
)
_DOORS = re.compile(r"\bdoors?(?:\s+opens?)?(?:\s+(?:at|from))?[\s:]*\Z")

Hours = tuple[time | None, time | None]


@dataclass(frozen=True, slots=True)
class _Mark:
    """One time as written; `fixed` where nothing else could be meant."""

    start: int
    end: int
    hour: int
    minute: int
    half: str | None
    fixed: bool
    likely: bool

    def at(self, half: str | None) -> time:
        """The time in that half of the day; `None` reads it as the day has 24."""
        if half is None:
            return time(self.hour, self.minute)
        return time(self.hour % _NOON + (_NOON if half == "p" else 0), self.minute)

    @property
    def own(self) -> time:
        """The time by what is written with it."""
        return self.at(self.half)


def find_times(text: str) -> list[Hours]:
    """Each time of day in a text, and the one it lasts until, in their order."""
    text = in_figures(text)
    if _EITHER.search(text):
        return []
    marks = [mark for found in _TIME.finditer(text) if (mark := _mark(found, text))]
    hours: list[Hours] = []
    place = 0
    while place < len(marks):
        mark = marks[place]
        after = marks[place + 1] if place + 1 < len(marks) else None
        place += 1
        between = text[mark.end : after.start] if after else ""
        if after and _FOR.match(between):
            continue
        if after and _joined(between, text[: mark.start]):
            if (found := _range(mark, after)) is not None:
                hours.append(found)
            place += 1
        elif _DOORS.search(text[: mark.start]):
            continue
        elif mark.fixed or mark.likely:
            hours.append((_alone(mark), None))
    return hours


def _mark(found: re.Match[str], text: str) -> _Mark | None:
    start, end = found.span()
    certain = partial(_Mark, start, end, half=None, fixed=True, likely=True)
    if word := found["word"]:
        return certain(hour=0 if word == "midnight" else _NOON, minute=0)
    if found["army"]:
        return certain(hour=int(found["army"]), minute=int(found["past"]))
    hour, minute = int(found["hour"]), found["minute"]
    half = (found["half"] or "")[:1] or None
    if hour >= _HOURS or _NO_TIME_BEFORE.search(text[:start]):
        return None
    if half is None and _NO_TIME_AFTER.match(text[end:]):
        return None
    half = half if hour <= _NOON else None
    counted = bool(minute) and (hour > _NOON or found["hour"][0] == "0")
    return _Mark(
        start=start,
        end=end,
        hour=hour,
        minute=int(minute or 0),
        half=half,
        fixed=bool(half) or counted,
        likely=bool(minute) and not found["open"] and hour >= _FIRST_LIKELY,
    )


def _joined(between: str, before: str) -> bool:
    found = _BETWEEN.match(between)
    if found is None:
        return False
    # "10am and 2pm" are two times, "between 10am and 2pm" is one.
    return not found["and"] or "between" in before


def _alone(mark: _Mark) -> time | None:
    # "Midnight on 5 January" is either end of the day: which is not known.
    return (
        None if mark.half is None and mark.hour == 0 and mark.minute == 0 else mark.own
    )


def _range(mark: _Mark, after: _Mark) -> Hours | None:
    """Both ends, one settling the other; `None` where neither says enough."""
    if after.fixed:
        return _opening(mark, after), after.own
    if mark.fixed:
        return mark.own, _following(mark.own, after)
    if mark.likely and after.likely and mark.own < after.own:
        return mark.own, after.own
    if not _NOON // 2 < mark.hour < _NOON:
        return None
    # "9-5", "10.30-12": what begins in the morning and ends at a lower hour.
    begins = mark.at("a")
    if after.likely and after.own > begins:
        return begins, after.own
    lower = after.hour == _NOON or (after.hour, after.minute) < (mark.hour, mark.minute)
    return (begins, _following(begins, after)) if lower else None


def _opening(mark: _Mark, after: _Mark) -> time:
    """The start of a range; "10-11am" and "11-1pm" both begin in the morning."""
    if mark.fixed or mark.hour > _NOON or mark.hour == 0:
        return mark.own
    closes = after.own
    if after.half is None and closes.hour not in {0, _NOON}:
        # The other end counts to 24, and so does this one.
        return mark.own
    same = mark.at("p" if closes.hour >= _NOON or closes == time.min else "a")
    return same if same < closes or closes == time.min else mark.at("a")


def _following(begins: time, after: _Mark) -> time:
    """The end of a range that does not say its half: the next such time."""
    if after.hour > _NOON or after.hour == 0:
        return after.own
    same = after.at("p" if begins.hour >= _NOON else "a")
    if same > begins:
        return same
    return after.at("a" if begins.hour >= _NOON else "p")
