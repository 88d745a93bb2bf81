"""Posts in which a test names only what matters to it."""

from datetime import UTC, datetime, timedelta

from aggregator.model.draft import State
from aggregator.model.evidence import DraftRecord, PostRecord
from aggregator.model.facts import Kind
from aggregator.model.metrics import Metrics

OUT = datetime(2026, 10, 6, 9, 30, tzinfo=UTC)


def a_post(number=1, likes=None, **named):
    latest = None
    if likes is not None:
        latest = Metrics(at=OUT + timedelta(days=7), likes=likes)
    return PostRecord(
        **{
            "delivery": number,
            "draft": number,
            "network": "x",
            "kind": Kind.EVENT,
            "purpose": "announce",
            "language": "en",
            "template": "event.j2",
            "text": f"Storytime {number}",
            "composed": f"Storytime {number}",
            "sources": ("whats-on",),
            "link": f"https://example.org/{number}",
            "image": None,
            "address": f"https://x.com/AmblefordLibs/status/{number}",
            "created_at": OUT - timedelta(hours=30),
            "decided_at": OUT - timedelta(hours=6),
            "posted_at": OUT,
            "posted_by": "Ada",
            "latest": latest,
            **named,
        }
    )


def a_decided(number=1, **named):
    return DraftRecord(
        **{
            "draft": number,
            "network": "x",
            "kind": Kind.EVENT,
            "state": State.REJECTED,
            "template": "event.j2",
            "edited": False,
            "created_at": OUT - timedelta(hours=30),
            "moved_at": OUT,
            "moved_by": "Ada",
            "reason": "not for us",
            **named,
        }
    )
