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
    func,
    or_,
    select,
    tuple_,
)

from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import Draft, State
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.store import codec, draft_words
from aggregator.store.draft_rows import draft_of
from aggregator.store.tables.deliveries import deliveries
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What a list is sorted by, and whether its earliest comes first."""

    by: ColumnElement[datetime]
    first_first: bool = False


# Few are approved and not out: looking up the time of each costs little.
_PLANNED = func.coalesce(
    select(func.min(func.coalesce(deliveries.c.due, deliveries.c.promised_at)))
    .where(
        deliveries.c.draft == drafts.c.id,
        deliveries.c.state != DeliveryState.CANCELLED,
    )
    .correlate(drafts)
    .scalar_subquery(),
    drafts.c.moved_at,
)
_NEWEST = _Order(by=drafts.c.moved_at)
_ORDERS: dict[tuple[State, ...], _Order] = {
    (State.WAITING,): _Order(by=drafts.c.urgent_by, first_first=True),
    (State.APPROVED,): _Order(by=_PLANNED, first_first=True),
}


def page_of(connection: Connection, wanted: Wanted) -> Page:
    """What waits with the most urgent first, what is approved by its planned time.

    Anything else is by newest decision.

    Raises:
        RefusedError: the place to begin is not one that a page gave.
    """
    order = _ORDERS.get(tuple(wanted.states), _NEWEST)
    found = (
        draft_words.having(connection, wanted.search)
        if wanted.search is not None
        else None
    )
    lists = [
        connection.execute(_query(state, wanted, order, found)).mappings().all()
        for state in dict.fromkeys(wanted.states)
    ]
    ordered = merge(
        *lists,
        key=lambda row: (row["sorted_by"], row["id"]),
        reverse=not order.first_first,
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
        next=_place(shown[-1]) if more else None,
    )


def _query(
    state: State, wanted: Wanted, order: _Order, found: ColumnElement[bool] | None
) -> Select[Any]:
    columns = (order.by, drafts.c.id)
    query = (
        select(drafts, order.by.label("sorted_by"))
        .where(drafts.c.state == state)
        .limit(wanted.limit + 1)
    )
    if wanted.kind is not None:
        query = query.where(drafts.c.kind == wanted.kind)
    if wanted.network is not None:
        query = query.where(drafts.c.network == wanted.network)
    if wanted.campaign is not None:
        query = query.where(drafts.c.campaign == wanted.campaign)
    if found is not None:
        query = query.where(found)
    if wanted.awake_at is not None:
        query = query.where(~_rests(wanted.awake_at))
    if wanted.resting_at is not None:
        query = query.where(_rests(wanted.resting_at))
    if wanted.after is not None:
        began = _began(wanted.after)
        here = tuple_(*columns)
        query = query.where(here > began if order.first_first else here < began)
    return query.order_by(
        *(part if order.first_first else part.desc() for part in columns)
    )


def _rests(now: datetime) -> ColumnElement[bool]:
    asleep = and_(drafts.c.asleep_until.is_not(None), drafts.c.asleep_until > now)
    return or_(drafts.c.asked_at.is_not(None), asleep)


def _place(row: RowMapping) -> str:
    return f"{(row['sorted_by'] - _EPOCH) // _MICROSECOND}.{row['id']}"


def _began(after: str) -> tuple[datetime, int]:
    try:
        microseconds, number = (int(part) for part in after.split("."))
        return _EPOCH + microseconds * _MICROSECOND, number
    except (ValueError, OverflowError):
        raise RefusedError(
            "There is no such page", remedy="go back to the first page"
        ) from None
