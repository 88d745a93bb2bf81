"""A fetched document becomes entries, items and stories, and the source its health."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.fetch.politeness import next_due
from aggregator.model.document import Document
from aggregator.model.entry import Reading
from aggregator.model.errors import ConflictError
from aggregator.model.source import Source
from aggregator.read import read
from aggregator.run.assemble import Parts
from aggregator.run.placing import Placed, place_items
from aggregator.store import sources as source_rows
from aggregator.store.sources import Claim
from aggregator.stories.items import to_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What one document brought."""

    entries: int
    placed: Placed
    problem: str | None


def take_in(
    parts: Parts, source: Source, claim: Claim, document: Document, now: datetime
) -> Intake:
    """Read and keep a document: everything of it, in one transaction, or nothing.

    Raises:
        ReadError: the document is not what the source should send.
        ConflictError: another program has polled the source meanwhile.
        StoreError: the database cannot be used.
    """
    reading = read(document, source, now)
    items = to_items(reading.entries, source, parts.configuration.council)
    problem = problem_of(reading, source, document)
    with parts.database.transaction() as connection:
        placed = place_items(connection, items, now)
        kept = source_rows.record_good(
            connection,
            claim,
            validators=document.validators,
            entries=len(reading.entries),
            problem=problem,
            next_due=next_due(now, source.every, document.fresh_for),
            now=now,
        )
        if not kept:
            raise ConflictError(
                f"Another program polled {source.name} meanwhile",
                remedy="what it read counts; nothing is lost",
            )
    return Intake(entries=len(reading.entries), placed=placed, problem=problem)


def problem_of(reading: Reading, source: Source, document: Document) -> str | None:
    """What an editor should know about a document that could be read all the same."""
    count, expected = len(reading.entries), source.expect
    problems = list(reading.problems)
    if expected.least is not None and count < expected.least:
        problems.append(
            f"It has {count} entries, at least {expected.least} are expected; "
            f"look whether {source.url} has changed"
        )
    if expected.most is not None and count > expected.most:
        problems.append(
            f"It has {count} entries, at most {expected.most} are expected; "
            f"look whether {source.url} has changed"
        )
    if document.moved_to is not None:
        problems.append(
            f'It has moved for good; write url = "{document.moved_to}" in sources.toml'
        )
    return " ".join(problems) or None
