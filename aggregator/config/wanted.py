"""What a desk reads, told quickly and without judging: addresses, and who allows what.

To know which addresses several desks read, the files of all desks are looked into by
each of them; what is faulty in one is told at that desk.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from aggregator.config.schema_source import SourceTable
from aggregator.config.translate import source_of
from aggregator.model.source import AUTO, Source

_FILE = "sources.toml"


def wanted(folder: Path, shared: Iterable[SourceTable]) -> tuple[Source, ...]:
    """A desk's sources by their addresses alone, and those of the installation's."""
    try:
        text = (folder / _FILE).read_text(encoding="utf-8-sig")
        document = tomllib.loads(text)
    except (OSError, ValueError):
        return ()
    taken = document.get("shared")
    ids = taken if isinstance(taken, list) else []
    return (
        *_own(document.get("source")),
        *(_shared(one) for one in shared if one.id in ids),
    )


def _own(listed: object) -> Iterator[Source]:
    for table in listed if isinstance(listed, list) else []:
        if not isinstance(table, dict) or not isinstance(table.get("url"), str):
            continue
        private = table.get("allow_private", [])
        yield Source(
            id=str(table.get("id")),
            name="",
            url=table["url"],
            format=str(table.get("format", AUTO)),
            allow_private=tuple(map(str, private if isinstance(private, list) else ())),
        )


def _shared(table: SourceTable) -> Source:
    one = source_of(table, "UTC")
    return Source(
        id=one.id,
        name="",
        url=one.url,
        format=one.format,
        allow_private=one.allow_private,
        shared=True,
    )
