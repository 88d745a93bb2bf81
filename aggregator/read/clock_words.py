"""Times of day in words, written in figures: "half past ten" as "10.30".

A question mark after it says that the words leave the half of the day open.
"""

import re

_WORDS = ("one", "two", "three", "four", "five", "six")
_MORE = ("seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate((*_WORDS, *_MORE), start=1)}
_NUMBER = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_PAST = re.compile(
    rf"\b(half|quarter|(?:twenty|ten|five)(?:\s+minutes)?)\s+(past|to)\s+({_NUMBER})\b"
)
_MINUTES = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}
_HALF = r"(?=\s*(?:o\W?clock|a\.?m\b|p\.?m\b))"
_BEFORE_HALF = re.compile(rf"\b({'|'.join(_NUMBERS)})\b{_HALF}")
_BEFORE_TIME = re.compile(
    rf"\b({'|'.join(_NUMBERS)})\b(?=\s*(?:[-\u2013]|to|till|until)\s*\d)"
)
_O_CLOCK = re.compile(r"\b(\d{1,2})\s*o\W?clock\b")
_SAID = re.compile(
    r"(?<=[\d?])\??\s*(?:in\s+the\s+(morning|afternoon|evening)|at\s+(night))\b"
)
_HALVES = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}
_OPEN_HALF = re.compile(r"\?(?=\s*[ap]\.?m\b)")
_HOURS = 12


def in_figures(text: str) -> str:
    """The text, in lower case, with its times in figures."""
    text = text.casefold()
    if not _has_words(text):
        return text
    text = _PAST.sub(_past, text)
    text = _BEFORE_HALF.sub(_number, text)
    text = _O_CLOCK.sub(r"\1.00?", text)
    text = _BEFORE_TIME.sub(_number, text)
    text = _SAID.sub(lambda found: _HALVES[found[1] or found[2]], text)
    return _OPEN_HALF.sub("", text)


def _has_words(text: str) -> bool:
    return any(
        word in text for word in ("past", " to ", "clock", "m", "in the", "at night")
    )


def _number(found: re.Match[str]) -> str:
    return str(_NUMBERS[found[1]])


def _past(found: re.Match[str]) -> str:
    minutes = _MINUTES[found[1].split()[0]]
    hour = _NUMBERS.get(found[3]) or int(found[3])
    if not 1 <= hour <= _HOURS:
        return found[0]
    if found[2] == "to":
        hour, minutes = (hour - 2) % _HOURS + 1, 60 - minutes
    return f"{hour}.{minutes:02}?"
