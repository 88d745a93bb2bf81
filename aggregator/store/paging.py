"""Pages of drafts by where the last one ended, never by counting from the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    or_,
    select,
    tuple_,
)

from aggregator.model.draft import Draft, State
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.store import codec, draft_words
from aggregator.store.draft_rows import draft_of
from aggregator.store.tables.drafts import drafts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ESCAPE = "\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some drafts in order; `next` is where the following page begins, if any.

    `told` has the story of each as it was when its words were made, by the draft's
    number, without its items.
    """

    drafts: tuple[Draft, ...]
    told: Mapping[int, Story] = field(default_factory=dict)
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which drafts, and where the page begins."""

    states: Sequence[State]
    kind: Kind | None = None
    search: str | None = None
    network: str | None = None
    campaign: str | None = None
    awake_at: datetime | None = None
    resting_at: datetime | None = None
    after: str | None = None
    limit: int = 50


def page_of(connection: Connection, wanted: Wanted) -> Page:
    """What waits with the most urgent first, anything else by newest decision.

    Raises:
        RefusedError: the place to begin is not one that a page gave.
    """
    waiting = tuple(wanted.states) == (State.WAITING,)
    column = "urgent_by" if waiting else "moved_at"
    lists = [
        connection.execute(_query(state, wanted, waiting=waiting)).mappings().all()
        for state in dict.fromkeys(wanted.states)
    ]
    ordered = merge(
        *lists, key=lambda row: (row[column], row["id"]), reverse=not waiting
    )
    rows = list(islice(ordered, wanted.limit + 1))
    shown = rows[: wanted.limit]
    more = len(rows) > wanted.limit
    return Page(
        drafts=tuple(draft_of(row) for row in shown),
        told={
            row["id"]: codec.story_from_row(row["basis"], ())
            for row in shown
            if row["basis"]
        },
        next=_place(shown[-1], column) if more else None,
    )


def _query(state: State, wanted: Wanted, *, waiting: bool) -> Select[Any]:
    column = drafts.c.urgent_by if waiting else drafts.c.moved_at
    order = (column, drafts.c.id)
    query = select(drafts).where(drafts.c.state == state).limit(wanted.limit + 1)
    if wanted.kind is not None:
        query = query.where(drafts.c.kind == wanted.kind)
    if wanted.network is not None:
        query = query.where(drafts.c.network == wanted.network)
    if wanted.campaign is not None:
        query = query.where(drafts.c.campaign == wanted.campaign)
    if wanted.search is not None:
        query = query.where(draft_words.having(wanted.search))
    if wanted.awake_at is not None:
        query = query.where(~_rests(wanted.awake_at))
    if wanted.resting_at is not None:
        query = query.where(_rests(wanted.resting_at))
    if wanted.after is not None:
        began = _began(wanted.after)
        here = tuple_(*order)
        query = query.where(here > began if waiting else here < began)
    return query.order_by(*(part if waiting else part.desc() for part in order))


def _rests(now: datetime) -> ColumnElement[bool]:
    asleep = and_(drafts.c.asleep_until.is_not(None), drafts.c.asleep_until > now)
    return or_(drafts.c.asked_at.is_not(None), asleep)


def _place(row: RowMapping, column: str) -> str:
    return f"{(row[column] - _EPOCH) // _MICROSECOND}.{row['id']}"


def _began(after: str) -> tuple[datetime, int]:
    try:
        microseconds, number = (int(part) for part in after.split("."))
        return _EPOCH + microseconds * _MICROSECOND, number
    except (ValueError, OverflowError):
        raise RefusedError(
            "There is no such page", remedy="go back to the first page"
        ) from None
