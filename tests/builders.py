"""Complete values in which a test names only what matters to it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aggregator.model.document import Document
from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.source import Source
from aggregator.model.story import Story

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def a_source(**named: Any) -> Source:
    return Source(
        **{
            "id": "whats-on",
            "name": "What's on",
            "url": "https://example.org/whats-on",
            **named,
        }
    )


def a_document(body: bytes | str, **named: Any) -> Document:
    data = body.encode() if isinstance(body, str) else body
    return Document(
        **{
            "url": "https://example.org/whats-on",
            "body": data,
            "body_hash": "0" * 32,
            "fetched_at": NOW,
            **named,
        }
    )


def an_item(**named: Any) -> Item:
    return Item(
        **{
            "id": "whats-on-1",
            "source": "whats-on",
            "kind": Kind.EVENT,
            "title": "Storytime at Ambleford Library",
            "url": "https://example.org/whats-on/storytime",
            "summary": "Stories, songs and rhymes for under fives.",
            "starts": NOW + timedelta(days=5, hours=1, minutes=30),
            "timezone": "Europe/London",
            "venue": "Ambleford Library",
            **named,
        }
    )


def a_story(**named: Any) -> Story:
    item = an_item()
    return Story(
        **{
            "id": "s1",
            "kind": item.kind,
            "title": item.title,
            "url": item.url,
            "summary": item.summary,
            "starts": item.starts,
            "timezone": item.timezone,
            "venue": item.venue,
            "items": (item,),
            "dates": (item.starts,),
            "first_seen": NOW,
            **named,
        }
    )
