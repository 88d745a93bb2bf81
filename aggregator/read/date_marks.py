"""Where a text names days, and which: "5, 12 & 19 December", "30 Nov - 2 Dec 2026"."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

# Somebody who leaves the year out in February does not mean next December.
COMING_DAYS = 304
_CENTURY, _SHORT_YEARS = 2000, 99
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    r"\b(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?"
    r"|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?,?\s+"
    r"(?:the\s+)?"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"(?![a-z])\.?"
)
_NTH = r"(?:st|nd|rd|th)?"
# "26" without a mark is a year only where nothing else follows it.
_YEAR = (
    r"(?:(?:,?\s*|[-/])['\u2019]?(?P<year>(?:19|20)\d{2}|(?<=['\u2019])\d{2})(?![\d:.]\d)"
    r"(?!\s*(?:hrs?|hours?|h)\b)"
    r"|\s(?P<short>\d{2})(?=\s*(?:\Z|[,;|)])))?"
)
_DATES = (
    # 5 Dec, 5th of December 2026; "5" alone where a range lends it the month
    re.compile(
        rf"(?:{_WEEKDAY})?(?<![\d/£])(?<!\d[.:])(?P<day>\d{{1,2}}){_NTH}\s*"
        rf"(?:of\s+)?[-/\s]?{_MONTH}{_YEAR}"
    ),
    # December 5, 2026
    re.compile(
        rf"(?:{_WEEKDAY})?\b{_MONTH}\s+(?P<day>\d{{1,2}}){_NTH}(?![\d:.]\d)\b{_YEAR}"
    ),
    # 5/12/2026, 5-12-26, 5.12.2026
    re.compile(
        rf"(?:{_WEEKDAY})?(?<![\d/£-])(?<!\d[.:])(?P<day>\d{{1,2}})(?P<sep>[/.-])"
        r"(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\d/])"
    ),
    # 2026-12-05, 2026/12/05
    re.compile(
        r"(?<!\d)(?P<year>\d{4})(?P<sep>[-/])(?P<month>\d{2})(?P=sep)(?P<day>\d{2})(?!\d)"
    ),
    # 5/12 with no year, where nothing makes a fraction or a habit of it
    re.compile(
        rf"(?:{_WEEKDAY}|\A|[:(]\s*|\b(?:on|from|by|until|date)\s+)(?<![\d/£])(?<!\d[.:])"
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])(?!\s*[a-z]{3})"
    ),
)
# "5 - 7 December", "5, 12 & 19 December": earlier days borrow month and year.
_BARE_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?<![\d/£])(?<!\d[.:])(?P<day>\d{{1,2}}){_NTH}\s*"
    r"(?P<join>[-\u2013\u2014]|to|until|till|&|\+|,|and)\s*\Z"
)
_LISTS = re.compile(r"\A[\s,]*(?:,|&|\+|and|;)?[\s,]*\Z")
# "5/6 December" and "December 3-5" written as "5-6 December" is.
_PAIR = re.compile(
    rf"(?<![\d/£])(?<!\d[.:])(\d{{1,2}}){_NTH}/(\d{{1,2}})(?={_NTH}\s+{_MONTH})"
)
_AMERICAN = re.compile(
    rf"\b{_MONTH}\s+(?P<one>\d{{1,2}}){_NTH}\s*[-\u2013]\s*(?P<two>\d{{1,2}}){_NTH}"
    r"(?![\d:.]|\s*[ap]\.?m\b)"
)
_NO_DAY_BEFORE = re.compile(
    r"\b(?:age[sd]?|room|floor|unit|no|years?|under|over|level|stage)\b[\s.:]*\Z"
)
_DAY_BEFORE = re.compile(rf"\d{_NTH}\s*(?:of\s+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day as named between `start` and `end`; `listed` if one of several."""

    start: int
    end: int
    weekday: int | None
    day: int
    month: int
    year: int | None
    listed: bool = False


def in_order(text: str) -> str:
    """The text in lower case with pairs of days before their month."""
    text = _PAIR.sub(r"\1-\2", text.casefold())
    return _AMERICAN.sub(_day_first, text)


def _day_first(found: re.Match[str]) -> str:
    # "12 Dec 10-4" has its day already; what follows are hours.
    before = found.string[: found.start()]
    if _DAY_BEFORE.search(before) or int(found["one"]) >= int(found["two"]):
        return found[0]
    return f"{found['one']}-{found['two']} {found['month']}"


def find_marks(text: str, today: date) -> list[Mark]:
    """Every day a text names, in its order, the fuller reading where two overlap."""
    taken: list[Mark] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if not any(
                match.start() < one.end and match.end() > one.start for one in taken
            ):
                taken.append(_mark(match, today))
    taken.sort(key=lambda one: one.start)
    if taken:
        taken = [*_earlier(text, taken[0]), *taken]
    taken = [_listed(text, taken, place) for place in range(len(taken))]
    # The year of "30 Nov - 2 Dec 2026" is written once, at the end.
    for place in range(len(taken) - 2, -1, -1):
        one, after = taken[place], taken[place + 1]
        if one.year is None and after.year is not None:
            taken[place] = _with_year(one, after)
    return taken


def dated(mark: Mark, today: date) -> date | None:
    """The day, `None` where its year is not known or its weekday is another."""
    year = mark.year or year_of(mark.month, mark.day, mark.weekday, today)
    if year is None:
        return None
    try:
        day = date(year, mark.month, mark.day)
    except ValueError:
        return None
    return None if mark.weekday not in {None, day.weekday()} else day


def year_of(month: int, day: int, weekday: int | None, today: date) -> int | None:
    """The year in which an undated day falls, where that can be known."""
    near = []
    for year in (today.year, today.year + 1, today.year - 1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if weekday is None:
            if timedelta(0) <= candidate - today <= timedelta(days=COMING_DAYS):
                return year
        elif candidate.weekday() == weekday and abs(candidate - today) <= timedelta(
            days=COMING_DAYS
        ):
            near.append(candidate)
    # Weekdays of one day differ in neighbouring years, so at most one is left,
    # save around 29 February.
    return min(near, key=lambda one: abs(one - today)).year if near else None


def _mark(match: re.Match[str], today: date) -> Mark:
    parts = match.groupdict()
    month, weekday = parts["month"], parts.get("weekday")
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    end, year = match.end(), parts.get("year")
    if short := parts.get("short"):
        if int(short) - today.year % (_SHORT_YEARS + 1) in {0, 1}:
            year = short
        else:
            end = match.start("short")
    return Mark(
        start=min(match.start(name) for name, value in parts.items() if value),
        end=end,
        weekday=WEEKDAYS.index(weekday[:3]) if weekday else None,
        day=int(parts["day"]),
        month=number,
        year=_full_year(year) if year else None,
    )


def _full_year(written: str) -> int:
    year = int(written)
    return year if year > _SHORT_YEARS else year + _CENTURY


def _earlier(text: str, after: Mark) -> list[Mark]:
    """The days before the first that has a month, as far as they are its own."""
    found: list[Mark] = []
    commas = True
    while bare := _BARE_FIRST.search(text[: (found or [after])[0].start]):
        day, following = int(bare["day"]), (found or [after])[0].day
        weekday = bare["weekday"]
        if not 1 <= day < following:
            break
        is_list = bare["join"] in {"&", "+", ",", "and"}
        commas = commas and bare["join"] == ","
        found.insert(
            0,
            replace(
                after,
                start=bare.start(),
                end=bare.end("day"),
                weekday=WEEKDAYS.index(weekday[:3]) if weekday else None,
                day=day,
            ),
        )
        if not is_list:
            break
    if found and _NO_DAY_BEFORE.search(text[: found[0].start]):
        return []
    # "Room 5, 12 December" is no list.
    return [] if commas and len(found) == 1 and found[0].weekday is None else found


def _listed(text: str, marks: list[Mark], place: int) -> Mark:
    """A day beside another with nothing but "and" between them is one of several."""
    one = marks[place]
    gaps = []
    for before, after in ((place - 1, place), (place, place + 1)):
        if before >= 0 and after < len(marks):
            gap = text[marks[before].end : marks[after].start]
            gaps.append(re.sub(r"\A(?:st|nd|rd|th)\b", "", gap))
    listed = any(_LISTS.match(gap) and gap.strip() for gap in gaps)
    return replace(one, listed=listed)


def _with_year(one: Mark, after: Mark) -> Mark:
    earlier = (one.month, one.day) <= (after.month, after.day)
    year = after.year if earlier or after.year is None else after.year - 1
    return replace(one, year=year)
