"""One source as the file has it, and one that somebody is still writing."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aggregator.config.edit import Values, by_hand, number_of, source_block
from aggregator.config.load import judge
from aggregator.config.places import Path, Places, places
from aggregator.config.translate import source_of
from aggregator.model.errors import ConfigurationError, Fault
from aggregator.model.source import Source

# Judged in a file of its own, so that the faults of others are none of its.
_ALONE = '[council]\nname = "Council"\n\n'
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One source of a file: its values, and a mark of the very lines they are in."""

    values: Mapping[str, Any]
    mark: str


def judge_source(values: Values, timezone: str) -> tuple[Source | None, list[Fault]]:
    """The source that the values make, or what is wrong with them, by key."""
    judged = judge(_ALONE + source_block(values))
    if judged.source_faults or judged.faults or not judged.sources:
        return None, [*judged.faults, *judged.source_faults]
    return source_of(judged.sources[0], timezone), []


def written(text: str, source: str) -> Written:
    """A source as a text has it.

    Raises:
        NotFoundError: there is no such source.
        ConfigurationError: the text is broken.
    """
    text = _plain(text)
    number = number_of(text, source)
    start, end = _span(text, places(text), number)
    mark = hashlib.sha256(text[start:end].strip().encode()).hexdigest()[:20]
    return Written(values=tomllib.loads(text)["source"][number], mark=mark)


def remove_source(text: str, source: str) -> str:
    """The text without one source, and without the notes directly above it.

    Raises:
        NotFoundError: there is no such source.
        ConfigurationError: the text is broken, or it is written in an unusual way.
    """
    plain = _plain(text)
    number = number_of(plain, source)
    start, end = _span(plain, places(plain), number)
    removed = plain[:start].rstrip("\n") + "\n\n" + plain[end:].lstrip("\n")
    left = tomllib.loads(plain)
    del left["source"][number]
    if tomllib.loads(removed) != {k: v for k, v in left.items() if v != []}:
        raise ConfigurationError((by_hand(1, 1, "source"),))
    removed = removed.rstrip("\n") + "\n"
    if "\r\n" in text:
        removed = removed.replace("\n", "\r\n")
    return text[: text.startswith(_MARK)] + removed


def _plain(text: str) -> str:
    return text.removeprefix(_MARK).replace("\r\n", "\n")


def _span(text: str, found: Places, number: int) -> tuple[int, int]:
    """Where a source's lines begin and end, the notes directly above it included."""
    own: Path = ("source", number)
    start = found.keys[own]
    if not text.startswith("[", start):
        raise ConfigurationError((by_hand(*found.key(own), "source"),))
    heads = [
        offset
        for path, offset in found.keys.items()
        if offset > start and path[:2] != own and text.startswith("[", offset)
    ]
    end = _above(text, min(heads)) if heads else len(text)
    return _above(text, start), end


def _above(text: str, offset: int) -> int:
    """The beginning of the notes that stand directly above a line."""
    start = text.rfind("\n", 0, offset) + 1
    while start:
        line = text.rfind("\n", 0, start - 1) + 1
        if not text[line:start].lstrip().startswith("#"):
            break
        start = line
    return start
