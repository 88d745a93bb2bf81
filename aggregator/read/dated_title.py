"""A date at the end of a title, as systems for meetings write it.

"Cabinet, Thursday, 3rd December, 2026 2.00 pm" is the Cabinet, on that day. Only a date
with its weekday and its year is taken for one: a title may end in any number.
"""

import re

_DATED = re.compile(
    r"\A(?P<name>[^\n]{2,200}?)\s*[,|:(\u2013-]\s*"
    r"(?P<when>(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+"
    r"\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9},?\s+(?:19|20)\d\d\b[^\n]{0,40})\Z",
    re.IGNORECASE,
)


def dated_title(heading: str) -> tuple[str, str] | None:
    """What a title names, and when; `None` where it does not end in a date."""
    found = _DATED.match(heading)
    return (found["name"], found["when"].rstrip(" )")) if found else None
