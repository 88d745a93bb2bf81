"""Where each key and value of a valid TOML text stands."""

import tomllib
from contextlib import suppress
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Places:
    """Offsets by path; in an array of tables a number stands for the table.

    `ends` are those behind each value.
    """

    text: str
    keys: dict[Path, int]
    values: dict[Path, int]
    ends: dict[Path, int]

    def key(self, path: Path) -> tuple[int, int]:
        """Line and column of a key, or of the nearest table around it."""
        return self._place(self.keys, path)

    def value(self, path: Path) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing around it."""
        if path in self.values:
            return self._place(self.values, path)
        return self.key(path)

    def _place(self, offsets: dict[Path, int], path: Path) -> tuple[int, int]:
        while path and path not in offsets:
            offsets, path = self.keys, path[:-1]
        offset = offsets.get(path, 0)
        line = self.text.count("\n", 0, offset) + 1
        return line, offset - (self.text.rfind("\n", 0, offset) + 1) + 1


def places(text: str) -> Places:
    """The places of a text that `tomllib` accepts; of any other it is undefined."""
    scanner = _Scanner(text)
    # Deeper nesting than Python's stack has no places of its own.
    with suppress(RecursionError):
        scanner.document()
    return Places(text, scanner.keys, scanner.values, scanner.ends)


def statement_start(text: str, offset: int) -> int:
    """Where the statement around an offset begins, in a text that is broken there.

    Up to the broken statement the scan is exact. Behind it, it may be lost, but what
    it takes for a start there is not the first thing on its line, or lies beyond.
    """
    scanner = _Scanner(text)
    with suppress(IndexError, RecursionError, ValueError):
        scanner.document()
    start = 0
    for one in scanner.starts:
        first_on_line = not text[text.rfind("\n", 0, one) + 1 : one].strip()
        if one <= offset and first_on_line:
            start = one
    return start


@dataclass
class _Scanner:
    text: str
    at: int = 0
    keys: dict[Path, int] = field(default_factory=dict)
    values: dict[Path, int] = field(default_factory=dict)
    ends: dict[Path, int] = field(default_factory=dict)
    tables: dict[Path, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)

    def document(self) -> None:
        table: Path = ()
        while self._skip():
            self.starts.append(self.at)
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        start = self.at
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        self._skip()
        names = self._names()
        self._skip()
        self.at += 2 if double else 1
        path = self._inside(names[:-1])
        if double:
            whole = (*path, names[-1])
            count = self.tables.get(whole, 0)
            self.tables[whole] = count + 1
            self.keys.setdefault(whole, start)
            path = (*whole, count)
        else:
            path = (*path, names[-1])
        for length in range(1, len(path)):
            self.keys.setdefault(path[:length], start)
        self.keys[path] = start
        return path

    def _inside(self, names: list[str]) -> Path:
        """The path of a table, through the last one of each array on the way."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        start = self.at
        path = (*table, *self._names())
        for length in range(len(table) + 1, len(path) + 1):
            self.keys.setdefault(path[:length], start)
        self.at += 1  # the equals sign
        self._skip()
        self._value(path)

    def _names(self) -> list[str]:
        names = []
        while True:
            start = self.at
            if self.text[self.at] in "\"'":
                self._string()
                quoted = self.text[start : self.at]
                names.append(str(tomllib.loads(f"k = {quoted}")["k"]))
            else:
                while self.at < len(self.text) and self.text[self.at] in _BARE:
                    self.at += 1
                names.append(self.text[start : self.at])
            self._skip()
            if self.text[self.at] != ".":
                return names
            self.at += 1
            self._skip()

    def _value(self, path: Path) -> None:
        self.values[path] = self.at
        character = self.text[self.at]
        if character in "\"'":
            self._string()
        elif character == "[":
            self._array(path)
        elif character == "{":
            self._inline(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\r\n":
                self.at += 1
        written = self.text[self.values[path] : self.at]
        self.ends[path] = self.at - len(written) + len(written.rstrip())

    def _array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._skip() and self.text[self.at] != "]":
            self.keys[(*path, number)] = before = self.at
            self._value((*path, number))
            number += 1
            self._comma()
            if self.at == before:
                raise IndexError  # only a broken text stands still
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self._skip() and self.text[self.at] != "}":
            self._pair(path)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        if self._skip() and self.text[self.at] == ",":
            self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            self.at += 3
            while not self.text.startswith(quote * 3, self.at):
                escaped = self.text[self.at] == "\\" and quote == '"'
                self.at += 2 if escaped else 1
            self.at += 3
            # A multi-line string may end in up to two quotes of its own.
            while self.at < len(self.text) and self.text[self.at] == quote:
                self.at += 1
            return
        self.at += 1
        while self.text[self.at] != quote:
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += 1

    def _skip(self) -> bool:
        """Past blanks, line ends and comments; whether anything follows."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] not in _BLANK:
                return True
            else:
                self.at += 1
        return False
