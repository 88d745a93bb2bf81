"""Posts, drafts and deeds of a stretch of time, as the evidence counts them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, select

from aggregator.model.delivery import Act, DeliveryState
from aggregator.model.draft import State
from aggregator.model.evidence import Deed, DraftRecord, PostRecord
from aggregator.model.facts import Kind
from aggregator.model.metrics import Metrics
from aggregator.store import metrics
from aggregator.store.chunks import chunks
from aggregator.store.tables.audit import audit
from aggregator.store.tables.deliveries import deliveries
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.stories import items

_AS_IT_IS = "Shared as it is"
_DECIDED = (State.APPROVED, State.PUBLISHED, State.REJECTED, State.WITHDRAWN)


def posts(
    connection: Connection, since: datetime, until: datetime
) -> tuple[PostRecord, ...]:
    """What went out in that time, in order, each with its latest reading."""
    query = (
        select(
            deliveries.c.id.label("delivery"),
            deliveries.c.network,
            deliveries.c.address,
            deliveries.c.posted_at,
            deliveries.c.posted_by,
            deliveries.c.act,
            deliveries.c.target,
            drafts.c.id.label("draft"),
            *(drafts.c[name] for name in _OF_DRAFTS),
        )
        .join(drafts, drafts.c.id == deliveries.c.draft)
        .where(
            deliveries.c.state == DeliveryState.PUBLISHED,
            deliveries.c.posted_at >= since,
            deliveries.c.posted_at < until,
        )
        .order_by(deliveries.c.posted_at, deliveries.c.id)
    )
    rows = connection.execute(query).mappings().all()
    told = _sources(connection, [row["story"] for row in rows if row["story"]])
    read = metrics.latest(connection, since, until)
    return tuple(_post(row, told, read.get(row["delivery"])) for row in rows)


def decided(
    connection: Connection, since: datetime, until: datetime
) -> tuple[DraftRecord, ...]:
    """Drafts that got into their state in that time: out, approved, turned down."""
    query = (
        select(drafts)
        .where(
            drafts.c.state.in_(_DECIDED),
            drafts.c.moved_at >= since,
            drafts.c.moved_at < until,
        )
        .order_by(drafts.c.moved_at, drafts.c.id)
    )
    return tuple(_draft(row) for row in connection.execute(query).mappings())


def deeds(connection: Connection, since: datetime, until: datetime) -> tuple[Deed, ...]:
    """What people and the program did in that time, in order."""
    query = (
        select(
            audit.c.at,
            audit.c.who,
            audit.c.what,
            audit.c.subject,
            # Only these are read by what they became; the others may be long.
            case((audit.c.what == "send back", audit.c.after)).label("detail"),
        )
        .where(audit.c.at >= since, audit.c.at < until)
        .order_by(audit.c.at, audit.c.id)
    )
    return tuple(Deed(**row) for row in connection.execute(query).mappings())


def stories_posted(
    connection: Connection, since: datetime, kind: Kind
) -> tuple[str, ...]:
    """The ids of stories of a kind that posts told of after that moment."""
    query = (
        select(drafts.c.story)
        .distinct()
        .join(deliveries, deliveries.c.draft == drafts.c.id)
        .where(
            deliveries.c.state == DeliveryState.PUBLISHED,
            deliveries.c.posted_at > since,
            drafts.c.kind == kind,
            drafts.c.story.is_not(None),
        )
        .order_by(drafts.c.story)
    )
    return tuple(connection.scalars(query))


def first_post(connection: Connection) -> datetime | None:
    """When the first post went out; nothing if none has."""
    return connection.scalar(
        select(deliveries.c.posted_at)
        .where(deliveries.c.posted_at.is_not(None))
        .order_by(deliveries.c.posted_at)
        .limit(1)
    )


_OF_DRAFTS = (
    *("kind", "purpose", "language", "template", "text", "composed", "link", "image"),
    *("created_at", "decided_at", "story", "campaign", "tone"),
)


def _post(
    row: Mapping[Any, Any], told: Mapping[str, list[str]], latest: Metrics | None
) -> PostRecord:
    values = {name: row[name] for name in PostRecord.__slots__ if name in row}
    if row["act"] == Act.REPOST:
        # The draft's words stayed here, and so did its picture.
        words = f"{_AS_IT_IS}: {row['target']}"
        values |= {"text": words, "composed": words, "image": None}
    return PostRecord(
        **{
            **values,
            "kind": Kind(row["kind"]),
            "sources": tuple(told.get(row["story"], ())),
            "latest": latest,
        }
    )


def _draft(row: Mapping[Any, Any]) -> DraftRecord:
    return DraftRecord(
        draft=row["id"],
        network=row["network"],
        kind=Kind(row["kind"]),
        state=State(row["state"]),
        template=row["template"],
        edited=row["text"] != row["composed"],
        created_at=row["created_at"],
        moved_at=row["moved_at"],
        moved_by=row["changed_by"],
        reason=row["reason"],
    )


def _sources(connection: Connection, stories: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for some in chunks(stories):
        query = (
            select(items.c.story, items.c.source)
            .where(items.c.story.in_(some))
            .order_by(items.c.story, items.c.position)
        )
        for story, source in connection.execute(query):
            names = found.setdefault(story, [])
            if source not in names:
                names.append(source)
    return found
