"""Posts and their readings as open data, with a dictionary of every column."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aggregator.evidence.written import harmless
from aggregator.model.errors import RefusedError, StoreError
from aggregator.model.evidence import PostRecord
from aggregator.model.metrics import Metrics
from aggregator.store import metrics, records
from aggregator.store.database import Database

_EVER = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))

Value = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the export: its name, its meaning, where its value comes from."""

    name: str
    meaning: str
    value: Callable[[PostRecord], Value]


POSTS: tuple[Column, ...] = (
    Column(
        name="post",
        meaning="A number for the post, the same in every file and for ever.",
        value=lambda post: post.delivery,
    ),
    Column(
        name="network",
        meaning="x, mastodon or bluesky.",
        value=lambda post: post.network,
    ),
    Column(
        name="posted_at",
        meaning="When it went out: ISO 8601, in UTC.",
        value=lambda post: post.posted_at.isoformat(),
    ),
    Column(
        name="address",
        meaning="Where it can be seen; empty where nobody noted it.",
        value=lambda post: post.address,
    ),
    Column(name="text", meaning="What it said.", value=lambda post: post.text),
    Column(
        name="kind",
        meaning="event, job, news, business or share.",
        value=lambda post: post.kind.value,
    ),
    Column(
        name="purpose",
        meaning="What it was for in the life of its story, such as announce.",
        value=lambda post: post.purpose,
    ),
    Column(
        name="campaign",
        meaning="The campaign that it was of, if any.",
        value=lambda post: post.campaign,
    ),
    Column(
        name="tone",
        meaning="The tone it was composed in: warm, plain or playful; empty if none.",
        value=lambda post: post.tone,
    ),
    Column(
        name="language",
        meaning="The language it is in: en or cy.",
        value=lambda post: post.language,
    ),
    Column(
        name="link",
        meaning="The address that it told of; empty if none.",
        value=lambda post: post.link,
    ),
    Column(
        name="sources",
        meaning="The sources that told of it, with a space between them.",
        value=lambda post: " ".join(post.sources),
    ),
    Column(
        name="reworded",
        meaning="yes if an editor changed the words, else no.",
        value=lambda post: "no" if post.text == post.composed else "yes",
    ),
)

READINGS: tuple[tuple[str, str], ...] = (
    ("post", "The number of the post."),
    ("at", "When its network was asked: ISO 8601, in UTC."),
    ("impressions", "How often it was shown; empty where the network does not tell."),
    ("likes", "Likes or favourites until then; empty is not told, 0 is none."),
    ("replies", "Replies until then; the same."),
    ("reposts", "Reposts or boosts until then; the same."),
    ("quotes", "Quotes until then; the same."),
    ("clicks", "Times its link was opened; empty where the network does not tell."),
    ("answered", "Replies that the council answered; empty where it is not told."),
)


def posts(database: Database) -> tuple[PostRecord, ...]:
    """Every post that is out, the first one first."""
    with database.reading() as connection:
        return records.posts(connection, *_EVER)


def as_rows(found: Iterable[PostRecord]) -> Iterator[dict[str, Value]]:
    """Posts as objects; what is not known is left out."""
    for post in found:
        values = {column.name: column.value(post) for column in POSTS}
        yield {name: value for name, value in values.items() if value not in (None, "")}


def export(database: Database, folder: Path) -> tuple[Path, ...]:
    """Write posts, readings and the dictionary into a folder; says which files.

    Raises:
        RefusedError: one of the files is there already.
        StoreError: the folder cannot be written to.
    """
    names = ("posts.csv", "posts.json", "readings.csv", "dictionary.csv")
    paths = tuple(folder / name for name in names)
    if there := next((path for path in paths if path.exists()), None):
        raise RefusedError(f"{there} is there already", remedy="name an empty folder")
    found = posts(database)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(paths[0], [column.name for column in POSTS], _cells(found))
        paths[1].write_text(
            json.dumps(list(as_rows(found)), ensure_ascii=False, indent=1) + "\n",
            encoding="utf-8",
        )
        _write(paths[2], [name for name, _ in READINGS], _readings(database, found))
        _write(paths[3], ["file", "column", "meaning"], _dictionary())
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written to: {error.strerror}",
            remedy="name a folder that may be written to, on a disk with room",
        ) from error
    return paths


def _cells(found: Iterable[PostRecord]) -> Iterator[list[Value]]:
    for post in found:
        yield [column.value(post) for column in POSTS]


def _readings(database: Database, found: Sequence[PostRecord]) -> Iterator[list[Value]]:
    with database.reading() as connection:
        for post in found:
            for reading in metrics.readings_of(connection, post.delivery):
                yield [post.delivery, *_reading(reading)]


def _reading(reading: Metrics) -> list[Value]:
    return [
        reading.at.isoformat(),
        *(getattr(reading, name) for name, _ in READINGS[2:]),
    ]


def _dictionary() -> Iterator[list[Value]]:
    for column in POSTS:
        yield ["posts.csv, posts.json", column.name, column.meaning]
    for name, meaning in READINGS:
        yield ["readings.csv", name, meaning]


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow(["" if value is None else harmless(value) for value in row])
