"""Days of the year as Welsh writes them, too: "8 Chwefror", "1af o Fawrth"."""

import re

_MONTHS = {
    "ionawr": "january",
    "chwefror": "february",
    **dict.fromkeys(("mawrth", "fawrth"), "march"),
    "ebrill": "april",
    **dict.fromkeys(("mai", "fai"), "may"),
    **dict.fromkeys(("mehefin", "fehefin"), "june"),
    **dict.fromkeys(("gorffennaf", "orffennaf"), "july"),
    "awst": "august",
    **dict.fromkeys(("medi", "fedi"), "september"),
    "hydref": "october",
    **dict.fromkeys(("tachwedd", "dachwedd"), "november"),
    **dict.fromkeys(("rhagfyr", "ragfyr"), "december"),
}
_DAY = re.compile(
    r"\b(\d{1,2})(?:af|ail|ydd|fed|eg|ain|ed)?(?:\s+o)?\s+"
    rf"({'|'.join(_MONTHS)})\b"
)
_NUMBER = re.compile(r"\d+")
# A number of so many figures is no day.
_LONGEST = 3
_NAMES = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov"),
    *("dec", *_MONTHS),
)


def may_name_day(text: str) -> bool:
    """Whether a text in lower case has a number and a word as a day of the year has."""
    numbers = _NUMBER.findall(text)
    return min(map(len, numbers), default=_LONGEST) < _LONGEST and any(
        map(text.__contains__, _NAMES)
    )


def in_english(text: str) -> str:
    """A text in lower case with such days as English writes them."""
    return _DAY.sub(lambda found: f"{found[1]} {_MONTHS[found[2]]}", text)
