"""What `tomllib` says of a broken statement, in words for somebody who edits it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# Curly and angled quotes, as word processors put them for straight ones.
_CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"
_WORD = re.compile(r"[^\s,#\[\]{}=\"']+")
_KEY = re.compile(r"[ \t]*(?:[\w\-]+(?:[ \t]*\.[ \t]*[\w\-]+)*)[ \t]*=[ \t]*")
_STATEMENT = re.compile(r"\s*(?:[\w\-.]+\s*=|\[\[?\s*\w)")
_TWICE = (
    "Cannot overwrite a value",
    "Cannot mutate immutable namespace",
    "Cannot redefine namespace",
    "Duplicate inline table key",
)
_KEY_TWICE = ("it is written twice here", "remove one of the two")
_NEVER_ENDS = (
    "the text that begins here never ends",
    "close it where it ends, with the quote that it began with",
)
_BACKSLASH = (
    "a backslash means something else in a text in double quotes",
    "write it twice (\\\\), or use single quotes around the text",
)
_INVISIBLE = (
    "there is an invisible character here",
    "delete it and write it again",
)
_ENDLESS = (
    "Unterminated string",
    "Expected \"'",
    "Expected '\\'",
    "Illegal character '\\n'",
    "Found invalid character '\\n'",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One broken statement: what the parser said, where, and where it begins."""

    what: str
    text: str
    offset: int
    start: int

    @property
    def start_line(self) -> int:
        """The line in which the statement begins, from 1."""
        return place(self.text, self.start)[0]

    @property
    def line_start(self) -> int:
        """Where the line begins in which the parser stopped."""
        return self.text.rfind("\n", 0, self.offset) + 1

    @property
    def value(self) -> int:
        """Where its value begins, or where it does."""
        match = _KEY.match(self.text, self.start)
        return match.end() if match else self.start

    @property
    def at(self) -> str:
        """What stands where the parser stopped, up to the end of its line."""
        return self.text[self.offset :].partition("\n")[0]


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def explained(slip: Slip) -> tuple[int, int, tuple[str, str]]:
    """The line, the column, and what is wrong there with what to write instead."""
    offset, wrong = _explained(slip)
    return (*place(slip.text, offset), wrong)


def _explained(slip: Slip) -> tuple[int, tuple[str, str]]:
    heading = slip.text.startswith("[", slip.start)
    if slip.what.startswith(("Cannot declare", *_TWICE)):
        return slip.start, _table_twice(slip) if heading else _KEY_TWICE
    if slip.what.startswith(_ENDLESS):
        return slip.value, _NEVER_ENDS
    if heading:
        return slip.offset, _header(slip)
    if slip.text.startswith(("[", "{"), slip.value):
        return _inside(slip)
    return _told_at(slip), _statement(slip)


def _told_at(slip: Slip) -> int:
    if slip.what.startswith("Unescaped"):
        return slip.offset - 2  # the backslash, not what follows its letter
    return slip.value if _is_run_on(slip) else slip.offset


def _is_run_on(slip: Slip) -> bool:
    """Whether a value that began as a number goes on as something else: 1h."""
    if not slip.what.startswith("Expected newline") or slip.offset <= slip.value:
        return False
    return slip.text[slip.offset - 1].isalnum()


def _table_twice(slip: Slip) -> tuple[str, str]:
    line = slip.text[slip.start :].partition("\n")[0].split("#")[0].strip()
    if line.strip("[] ") in {"source", "account"}:
        return (
            "there may be many of them, and one stands in single brackets",
            f"write [[{line.strip('[] ')}]], with two brackets, each time",
        )
    return (
        f"{line} stands in the file already",
        "put its keys below the first one, and remove this line",
    )


def _header(slip: Slip) -> tuple[str, str]:
    line = slip.text[slip.start :].partition("\n")[0].strip()
    closing = "]]" if line.startswith("[[") else "]"
    if slip.what.startswith("Expected newline"):
        return "something follows the heading", "begin a new line behind the bracket"
    return f"{line!r:.40} is no heading", f"end it with {closing}, and nothing else"


def _inside(slip: Slip) -> tuple[int, tuple[str, str]]:
    """A list or a table in braces."""
    table = slip.text.startswith("{", slip.value)
    rest = slip.text[slip.offset :]
    if slip.what.startswith("Expected newline"):
        return slip.offset, _statement(slip)
    if not rest.strip() or (_STATEMENT.match(rest) and not table):
        mark = "}" if table else "]"
        return slip.value, (
            f"the {'table' if table else 'list'} that begins here is not closed",
            f"end it with {mark}",
        )
    if table and slip.at.strip() in {"", "}"}:
        return slip.value, (
            "a table in braces stands on one line, without a comma at its end",
            "write { min = 1, max = 200 }",
        )
    if slip.what.startswith("Unclosed"):
        return slip.offset, (
            f"a comma is missing before {slip.at.strip()!r:.40}",
            'part them by commas: ["WhatsOn", "Libraries"]',
        )
    return slip.offset, _statement(slip)


def _statement(slip: Slip) -> tuple[str, str]:
    if slip.at[:1] and slip.at[0] in _CURLY:
        return f"{slip.at[0]} is a curly quote", 'write straight ones: "..."'
    told = (say for start, say in _SAYINGS.items() if slip.what.startswith(start))
    return next(told, _not_understood)(slip)


def _not_understood(slip: Slip) -> tuple[str, str]:
    written = slip.text[slip.start :].partition("\n")[0].strip()
    return f"{written!r:.40} is not understood", 'write key = "value", or # before it'


def _no_equals(slip: Slip) -> tuple[str, str]:
    if slip.at.startswith(":"):
        return "a colon stands where = belongs", 'write key = "value"'
    written = slip.text[slip.start :].partition("\n")[0].strip()
    return f"{written!r:.40} has no =", 'write key = "value", or # before a note'


def _follows(slip: Slip) -> tuple[str, str]:
    if _is_run_on(slip):
        return _unquoted(slip.text[slip.value :].partition("\n")[0])
    if slip.text.startswith("'", slip.value):
        return (
            f"the text ended before {slip.at.strip()!r:.40}",
            'use " around a text that has an apostrophe in it: "What\'s on"',
        )
    return (
        f"{slip.at.strip()!r:.40} follows the value",
        "begin a new line, or put # before it",
    )


def _value(slip: Slip) -> tuple[str, str]:
    at = slip.at.strip()
    if not at or at.startswith("#"):
        return "there is nothing behind the =", 'write key = "value"'
    match = _WORD.match(at)
    word = match[0] if match else at[:20]
    for truth, words in _TRUTHS.items():
        if word.casefold() in words:
            return f"{word} is not understood", f"write {truth}, in small letters"
    if word.isdigit():
        return f"{word[:20]} is no number", "write a small one, without a 0 before it"
    return _unquoted(at)


def _unquoted(written: str) -> tuple[str, str]:
    text = written.partition(" #")[0].strip()
    return f"{text!r:.40} is not in quotes", 'put a text in quotes: "..."'


_TRUTHS = {"true": {"yes", "true", "on"}, "false": {"no", "false", "off"}}
_SAYINGS: dict[str, Callable[[Slip], tuple[str, str]]] = {
    "Invalid value": _value,
    "Invalid date": lambda slip: _unquoted(slip.at),
    "Expected '='": _no_equals,
    "Expected newline": _follows,
    "Unescaped": lambda _slip: _BACKSLASH,
    "Invalid hex": lambda _slip: _BACKSLASH,
    "Escaped character": lambda _slip: _BACKSLASH,
    "Illegal character": lambda _slip: _INVISIBLE,
    "Found invalid character": lambda _slip: _INVISIBLE,
}
