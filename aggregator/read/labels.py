"""Facts that a description gives line by line: "Closing date: 5/1/27"."""

import re

from aggregator.read.clean import plain

_BREAK = re.compile(
    r"<br\b[^>]*>|</(?:p|div|li|tr|dd|h[1-6])\s*>|[\r\n]+|\s\|\s", re.IGNORECASE
)
_MOST_LINES = 60
_LABELS = {
    "closes": (
        r"clos(?:es|ing)(?:\s+date)?(?:\s+and\s+time)?|application\s+deadline"
        r"|apply\s+by|deadline"
    ),
    "starts": r"when|date(?:s|\(s\))?(?:\s+and\s+times?)?|start(?:s|\s+date)?",
    "clock": r"times?",
    "venue": r"where|venue|location",
    "price": r"cost|price|tickets?|admission|entry",
    "salary": r"salary|pay",
    "employer": r"employer|organisation|company",
}
_LINE = re.compile(
    r"\A(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s*[:\u2013-]\s*(?P<value>\S.*)\Z",
    re.IGNORECASE,
)


_ITSELF = {
    name: re.compile(rf"\A(?:{words})\s*:\s*(?=\S)", re.IGNORECASE)
    for name, words in _LABELS.items()
}


def without_label(name: str, text: str | None) -> str | None:
    """A value without the words that say which it is: "Salary: £25,000"."""
    return _ITSELF[name].sub("", text) if text else text


def labelled(markup: str | None) -> dict[str, str]:
    """Values by label (`closes`, `starts`, `clock`, `venue`, ...), the first of each.

    Only what stands behind its label on a line of its own counts.
    """
    values: dict[str, str] = {}
    for line in _BREAK.split(markup or "")[:_MOST_LINES]:
        text = plain(line, longest=200)
        if text and (found := _LINE.match(text)):
            name = next(one for one in _LABELS if found[one])
            values.setdefault(name, found["value"])
    return values
