"""Pages that a source's lists lead to, so that each is asked for politely."""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from aggregator.model.document import Validators
from aggregator.model.kept_page import KeptPage
from aggregator.store.tables.kept_pages import kept_pages


def load(connection: Connection, source_id: str) -> dict[str, KeptPage]:
    """A source's pages by the address that led to them."""
    query = select(kept_pages).where(kept_pages.c.source == source_id)
    rows = connection.execute(query).mappings()
    return {row["url"]: _page(row) for row in rows}


def save(connection: Connection, source_id: str, pages: Iterable[KeptPage]) -> None:
    """Keep these pages of a source, and no others."""
    connection.execute(delete(kept_pages).where(kept_pages.c.source == source_id))
    rows = [_row(source_id, page) for page in pages]
    if rows:
        connection.execute(insert(kept_pages), rows)


def _page(row: Mapping[Any, Any]) -> KeptPage:
    return KeptPage(
        url=row["url"],
        final=row["final"],
        known_at=row["known_at"],
        body=zlib.decompress(row["body"]) if row["body"] is not None else None,
        content_type=row["content_type"],
        validators=Validators(
            etag=row["etag"],
            last_modified=row["last_modified"],
            body_hash=row["body_hash"],
        ),
    )


def _row(source_id: str, page: KeptPage) -> dict[str, Any]:
    return {
        "source": source_id,
        "url": page.url,
        "final": page.final,
        "known_at": page.known_at,
        "content_type": page.content_type,
        "etag": page.validators.etag,
        "last_modified": page.validators.last_modified,
        "body_hash": page.validators.body_hash,
        "body": zlib.compress(page.body) if page.body is not None else None,
    }
