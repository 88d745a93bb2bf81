"""TOML that may be broken: every statement that is, and the rest all the same."""

import re
import tomllib
from dataclasses import dataclass, replace
from typing import Any

from aggregator.config.explain import Slip, explained
from aggregator.config.places import statement_start
from aggregator.model.errors import Fault

# More faults than this and the file is no `sources.toml` at all.
_MOST = 25
_PLACED = re.compile(
    r"(?P<what>.*?) "
    r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)",
    re.DOTALL,
)
_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[\w.\-]*)")
_PAIR = re.compile(r"\s*(?P<key>[\w\-]+(?:\s*\.\s*[\w\-]+)*)\s*[=:]\s*(?P<value>.*)")
_MANY = ('"""', "'''", "[", "{")
_LONG_NUMBER = re.compile(r"[0-9_]{4000,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What could be read: `text` has every broken statement replaced, line by line.

    `broken` are the lines (from 1) of which nothing may be said but their faults.
    `document` is `None` where nothing could be made of the text.
    """

    document: dict[str, Any] | None
    text: str
    faults: tuple[Fault, ...] = ()
    broken: frozenset[int] = frozenset()


def parse(file: str, text: str) -> Parsed:
    """Read a text, leaving out what is no TOML, and telling all of it at once."""
    lines = text.split("\n")
    faults: list[Fault] = []
    broken: set[int] = set()
    for _ in range(2 * _MOST):
        now = "\n".join(lines)
        try:
            document: dict[str, Any] | None = tomllib.loads(now)
            return Parsed(
                document=document,
                text=now,
                faults=tuple(faults),
                broken=frozenset(broken),
            )
        except tomllib.TOMLDecodeError as error:
            slip = _slip(str(error), now)
        except RecursionError:
            wrong = ("it is nested too deeply", "write it as the examples are")
            faults.append(_fault(file, "file", 1, 1, wrong))
            break
        except ValueError:
            # The one thing that `tomllib` lets through: Python's own limit.
            found = _LONG_NUMBER.search(now)
            slip = _slip_at("Invalid value", now, found.start() if found else 0)
        if not lines[slip.start_line - 1]:
            # The scan was lost: nothing is left where the statement should begin.
            slip = replace(slip, start=slip.line_start)
        again = slip.start_line in broken
        if not again:
            line, column, wrong = explained(slip)
            key = _key_at(lines, slip.start_line)
            faults.append(_fault(file, key, line, column, wrong))
        broken |= _mend(lines, slip.start_line, again=again)
    return Parsed(document=None, text=text, faults=tuple(faults))


def _slip(message: str, text: str) -> Slip:
    match = _PLACED.fullmatch(message.partition("\n")[0])
    what = match["what"] if match else message
    if match is None or match["line"] is None:
        return _slip_at(what, text, len(text))
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: int(match["line"]) - 1])
    return _slip_at(what, text, before + int(match["column"]) - 1)


def _slip_at(what: str, text: str, offset: int) -> Slip:
    offset = min(offset, len(text))
    start = statement_start(text, offset)
    return Slip(what=what, text=text, offset=offset, start=start)


def _mend(lines: list[str], number: int, *, again: bool) -> set[int]:
    """Put something readable in the place of a statement; the lines it took.

    The second time, what was put there is as wrong as what it replaced (a key or a
    table given twice): then nothing takes its place, and of a table not its keys.
    """
    index = number - 1
    header, pair = _HEADER.match(lines[index]), _PAIR.match(lines[index])
    end = index + 1
    if header:
        name = header["name"].strip(".")
        many = header["open"] == "[[" or name == "source"
        if not name or again:
            lines[index], end = "", _until(lines, end, _HEADER)
        else:
            lines[index] = f"[[{name}]]" if many else f"[{name}]"
    else:
        if pair and pair["value"].startswith(_MANY):
            end = _until(lines, end, _HEADER, _PAIR)
            if pair["value"].startswith("{") and "}" not in pair["value"]:
                end = _closing(lines, end)
        lines[index] = f'{pair["key"]} = ""' if pair and not again else ""
    for later in range(index + 1, end):
        lines[later] = ""
    return set(range(number, end + 1))


def _until(lines: list[str], index: int, *starts: re.Pattern[str]) -> int:
    while index < len(lines) and not any(start.match(lines[index]) for start in starts):
        index += 1
    return index


def _closing(lines: list[str], index: int) -> int:
    """Behind the brace that ends a table over several lines, if one does."""
    end = _until(lines, index, _HEADER)
    for number in range(index, end):
        if lines[number].strip().startswith("}") or lines[number].rstrip()[-1:] == "}":
            return number + 1
    return index


def _key_at(lines: list[str], number: int) -> str:
    """The dotted name of what a line is about, as far as it can be told."""
    header, pair = _HEADER.match(lines[number - 1]), _PAIR.match(lines[number - 1])
    if header:
        return header["name"].strip(".") or "file"
    table = ""
    for line in reversed(lines[: number - 1]):
        if above := _HEADER.match(line):
            table = above["name"]
            break
    key = re.sub(r"\s", "", pair["key"]) if pair else ""
    return ".".join(part for part in (table, key) if part) or "file"


def _fault(
    file: str, key: str, line: int, column: int, wrong: tuple[str, str]
) -> Fault:
    return Fault(
        file=file, line=line, column=column, key=key, wrong=wrong[0], write=wrong[1]
    )
