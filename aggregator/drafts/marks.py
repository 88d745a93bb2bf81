"""What may give way when a text is too long, marked inside the text itself.

Templates mark with `|shorten`, `|whole`, `|heading` and `{% optional %}`; `fit` reads
the marks and takes them out. They are private-use characters, which no source's text
keeps.
"""

import re

_OPEN, _RANK, _CLOSE = "\ue000", "\ue001", "\ue002"
SHORTEN, OPTIONAL, LAST, WHOLE = "s", "o", "t", "w"
HIGHEST = 9
_MARKS = re.compile(f"{_OPEN}[^{_RANK}]*{_RANK}|{_CLOSE}")
_REGION = re.compile(
    f"{_OPEN}(?P<mode>[sotw])(?P<rank>[0-9]){_RANK}"
    f"(?P<text>[^{_OPEN}{_RANK}{_CLOSE}]*){_CLOSE}"
)
_LED = re.compile(
    f": (?={_OPEN}{LAST}[0-9]{_RANK}[^{_OPEN}{_RANK}{_CLOSE}]*: [^{_CLOSE}]*{_CLOSE})"
)
_FORBIDDEN = re.compile(f"[{_OPEN}-{_CLOSE}]")


def marked(text: str, mode: str, rank: int) -> str:
    """A text that may give way; the lowest rank gives way first."""
    return f"{_OPEN}{mode}{min(max(rank, 0), HIGHEST)}{_RANK}{text}{_CLOSE}"


def unmarked(text: str) -> str:
    """The text as it would be posted if nothing gave way."""
    return _MARKS.sub("", text) if _OPEN in text else text


def wants_whole(text: str) -> bool:
    """Whether some of it is rather said in a thread than shortened."""
    return f"{_OPEN}{WHOLE}" in text


def led(text: str) -> str:
    """A title with a colon of its own on a line below the words that lead to it.

    "One for your diary: Author visit: Jane Holroyd" is two colons in one breath.
    """
    return _LED.sub("\n", text)


def without_marks(text: str) -> str:
    """A source's text, in which nothing may look like a mark."""
    return _FORBIDDEN.sub("", text)


def regions(text: str) -> list[re.Match[str]]:
    """The innermost marked parts: lowest rank first, later ones before earlier."""
    found = _REGION.finditer(text)
    return sorted(found, key=lambda part: (part["rank"], -part.start()))
