"""What people write around dates, put plainly before the dates are looked for.

Other dashes and short forms become the usual ones. What only looks like a day of it is
left out: the weekdays on which it is closed, an hour that is still open.
"""

import re
from collections.abc import Sequence

from aggregator.read.date_marks import Mark
from aggregator.read.welsh import in_english

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2015\u2212", "-"))
_TIL = re.compile(r"['\u2018\u2019]till?\b")
_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_SHUT = re.compile(
    r"\(?\b(?:closed|shut|(?:but\s+)?not|no\s+(?:sessions?|class(?:es)?))\s+"
    rf"(?:on\s+)?{_WEEKDAYS}\b(?:\s*(?:,|&|and|or|to|-)\s*{_WEEKDAYS}\b)*\)?"
)
_HOUR_OPEN = re.compile(
    r"\b(?:start\s+)?(?:times?|venues?|locations?|places?|speakers?|rooms?)\s*:?\s+(?:is\s+|are\s+)?(?:still\s+)?"
    r"(?:tbc|tba|to\s+be\s+(?:confirmed|announced))\b"
)
_FROM_NOW = re.compile(r"\bnow\s*(?:[-\u2013\u2014]|to|until|till)\s*(?=[a-z]*\s*\d)")
# A day beside the one that is meant: where it was, or what else happened or will.
_BESIDE = re.compile(
    r"\b(?:was|were|originally|previously|formerly|instead\s+of"
    r"|(?:postponed|rescheduled|moved|changed)\s+from"
    r"|interviews?(?:\s+dates?)?|issued|posted|published|(?:last\s+)?updated|created"
    r"|added|advertised)\b\W*(?:(?:on|for|will\s+be(?:\s+held)?)\b\W*)*\Z"
)
_EITHER = re.compile(r"\d(?:st|nd|rd|th)?\s+or\s+(?:the\s+)?\Z")
_LONGEST = 500


def plainly(text: str) -> str:
    """The text in lower case, no longer than a date is, in plain words."""
    text = in_english(text[:_LONGEST]).translate(_DASHES)
    text = _TIL.sub("until", text)
    text = _SHUT.sub("", text)
    text = _HOUR_OPEN.sub("", text)
    return _FROM_NOW.sub("until ", text)


def meant(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """The days without those that are named beside what is meant."""
    left = [one for one in marks if not _BESIDE.search(text[: one.start])]
    return left or list(marks)


def is_either(text: str, marks: Sequence[Mark]) -> bool:
    """Whether it says one day or another: which is not known."""
    return any(_EITHER.search(text[: one.start]) for one in marks)
