"""Drafts by the photos that people added to them."""

from datetime import date

from sqlalchemy import Connection, or_, select

from aggregator.model.draft import ADDED, Draft
from aggregator.store.draft_rows import draft_of
from aggregator.store.tables.drafts import drafts


def with_added(
    connection: Connection, words: str | None, limit: int
) -> tuple[Draft, ...]:
    """Drafts with a photo that a person added, the newest first.

    `words` are in what it shows, why it may be shown, or who took it.
    """
    query = select(drafts).where(drafts.c.image.startswith(ADDED, autoescape=True))
    for word in (words or "").split():
        query = query.where(
            or_(
                *(
                    drafts.c[name].icontains(word, autoescape=True)
                    for name in ("image_alt", "image_consent", "image_credit")
                )
            )
        )
    rows = connection.execute(query.order_by(drafts.c.id.desc()).limit(limit))
    return tuple(draft_of(row) for row in rows.mappings())


def showing(connection: Connection, address: str) -> tuple[Draft, ...]:
    """Every draft with that picture, the newest first."""
    query = select(drafts).where(drafts.c.image == address)
    rows = connection.execute(query.order_by(drafts.c.id.desc()))
    return tuple(draft_of(row) for row in rows.mappings())


def ended(connection: Connection, today: date) -> tuple[str, ...]:
    """The photos that some draft says might be shown until a day before this one."""
    query = (
        select(drafts.c.image)
        .where(drafts.c.image_until < today, drafts.c.image.is_not(None))
        .distinct()
        .order_by(drafts.c.image)
    )
    return tuple(connection.scalars(query))
