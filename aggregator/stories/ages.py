"""For whom a title says that a thing is, in years: "under 5s", "ages 8 to 11"."""

import re
from collections.abc import Set as AbstractSet

from aggregator.stories.wordlists import listed

# From how many years to how many, `OPEN` for no end.
Ages = tuple[float, float]
OPEN = 120.0
_NUMBER = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_OLD = r"(?:years?(?: olds?)?|yrs?(?: olds?)?|yo|olds?)"
_TO = r"\s*(?:-|to|and)\s*"
_AGES = re.compile(
    rf"\b(?:under|up to)[\s-]*(?P<under>{_NUMBER}|fives)s?(?:\s*{_OLD})?\b(?!\s*[:.]\d)"
    rf"|\bover[\s-]*(?P<over>{_NUMBER})s?\b"
    rf"|\b(?P<months3>\d{{1,2}})\s*m(?:onths?|ths?)?{_TO}(?P<years>{_NUMBER})\b"
    rf"(?!\s*m)(?:\s*{_OLD})?"
    rf"|\b(?:ages?d?\s*)?(?P<months>\d{{1,2}}){_TO}(?P<months2>\d{{1,2}})\s*months?\b"
    rf"|\bage[sd]?\s*(?P<from>{_NUMBER})"
    rf"(?:{_TO}(?P<to>{_NUMBER}){_OLD}?|(?P<up>\s*(?:\+|and (?:over|up|above))))?"
    rf"|\b(?P<from2>{_NUMBER}){_TO}(?P<to2>{_NUMBER})s?[\s-]*{_OLD}\b"
    rf"|\b(?P<up2>\d{{1,2}})\s*(?:\+(?=\W|\Z)|years? and over\b)"
)
# A title that names ages has one of these, or a plus sign.
SIGNS = listed(
    """under over up age ages aged fives year years yr yrs yo old olds month months"""
)
# ... but for what is written close together: "18m-3yrs".
CLOSE = re.compile(r"\d(?:m|yrs?|yo)\b")
_WORDS = {
    name: number
    for number, name in enumerate(
        (
            *("two", "three", "four", "five", "six", "seven", "eight"),
            *("nine", "ten", "eleven", "twelve"),
        ),
        2,
    )
} | {"fives": 5}
_MONTHS = 12
# What these words mean where another title says it in figures.
_MEANT: dict[str, Ages] = {
    "baby": (0, 2),
    "toddler": (0, 4),
    "teen": (11, 19),
    "adult": (16, OPEN),
}


def ages_in(text: str) -> tuple[Ages | None, str]:
    """The ages that a folded title names, and the title without them."""
    found = _AGES.search(text)
    if found is None:
        return None, text
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return _meant(found), rest


def are_apart(one: Ages, other: Ages) -> bool:
    """Whether two things for these ages are two: they share less than half of them.

    Who says "6+" may mean the "6 to 11" of another.
    """
    shared = min(one[1], other[1]) - max(one[0], other[0])
    if OPEN in {one[1], other[1]}:
        return shared <= 0
    return shared < (max(one[1], other[1]) - min(one[0], other[0])) / 2


def words_deny(words: AbstractSet[str], ages: Ages) -> bool:
    """Whether a title's words ("baby") are of people of other ages."""
    said = [_MEANT[word] for word in words if word in _MEANT]
    return bool(said) and all(
        min(most, ages[1]) <= max(least, ages[0]) for least, most in said
    )


def _meant(found: re.Match[str]) -> Ages:
    if found["under"]:
        return 0, _number(found["under"])
    if found["over"] or found["up2"]:
        return _number(found["over"] or found["up2"]), OPEN
    if found["months3"]:
        return int(found["months3"]) / _MONTHS, _number(found["years"])
    if found["months"]:
        return int(found["months"]) / _MONTHS, int(found["months2"]) / _MONTHS
    least = _number(found["from"] or found["from2"])
    if found["up"]:
        return least, OPEN
    return least, _number(found["to"] or found["to2"] or str(int(least)))


def _number(text: str) -> float:
    return float(_WORDS.get(text) or text)
