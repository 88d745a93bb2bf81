"""A council's years of posts and readings in a real database, for measuring."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.store.database import Database, open_database
from aggregator.store.migrate import upgrade
from aggregator.store.tables.audit import audit
from aggregator.store.tables.deliveries import deliveries
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.metrics import metrics

_LIKES = {Kind.EVENT: 9, Kind.JOB: 2, Kind.NEWS: 5, Kind.BUSINESS: 3}
_TEXT = "Storytime at Ambleford Library, Sat 5 Dec, 10:30am. Free for under fives."


def years(
    folder: Path, posts: int, readings: int, since: datetime, until: datetime
) -> Database:
    """A database with so many posts in that time, and so many readings of each."""
    chance = random.Random(11)
    database = open_database(f"sqlite:///{folder / 'years.db'}")
    upgrade(database)
    step = (until - since) / posts
    with database.transaction() as connection:
        for start in range(0, posts, 500):
            some = range(start, min(posts, start + 500))
            out = {n: _near(chance, since + n * step) for n in some}
            kinds = {n: chance.choice(list(_LIKES)) for n in some}
            connection.execute(
                insert(drafts), [_draft(n, kinds[n], out[n]) for n in some]
            )
            connection.execute(insert(deliveries), [_delivery(n, out[n]) for n in some])
            connection.execute(
                insert(audit), [_deed(n, what, out[n]) for n in some for what in _DEEDS]
            )
            connection.execute(
                insert(metrics),
                [
                    _reading(chance, n, kinds[n], out[n], k)
                    for n in some
                    for k in range(readings)
                ],
            )
    return database


_DEEDS = ("approved", "published")


def _near(chance: random.Random, moment: datetime) -> datetime:
    return moment + timedelta(minutes=chance.randrange(300))


def _draft(number: int, kind: Kind, at: datetime) -> dict[str, object]:
    text = f"{_TEXT} ({number})"
    return {
        "id": number + 1,
        "network": "x",
        "purpose": "announce",
        "kind": kind,
        "language": "en",
        "state": State.PUBLISHED,
        "text": text,
        "composed": text if number % 4 else f"{text} Everyone welcome as ever.",
        "template": f"{kind}.j2",
        "why": f"New {kind}",
        "urgent_by": at,
        "revision": 3,
        "created_at": at - timedelta(hours=20),
        "decided_at": at - timedelta(hours=4),
        "decided_by": "Ada",
        "moved_at": at,
        "changed_at": at,
        "changed_by": "Ada",
    }


def _delivery(number: int, at: datetime) -> dict[str, object]:
    return {
        "id": number + 1,
        "draft": number + 1,
        "network": "x",
        "account": "x",
        "state": "published",
        "address": f"https://x.com/AmblefordLibs/status/{number}",
        "posted_at": at,
        "posted_by": "Ada",
        "promised_at": at - timedelta(hours=4),
    }


def _deed(number: int, what: str, at: datetime) -> dict[str, object]:
    return {"at": at, "who": "Ada", "what": what, "subject": f"draft {number + 1}"}


def _reading(
    chance: random.Random, number: int, kind: Kind, at: datetime, k: int
) -> dict[str, object]:
    likes = int(chance.gammavariate(2, _LIKES[kind] / 2)) + k
    return {
        "delivery": number + 1,
        "at": at + timedelta(hours=6 * (k + 1)),
        "impressions": 100 * likes + 40,
        "likes": likes,
        "replies": likes // 6,
        "reposts": likes // 3,
        "quotes": None,
        "clicks": None,
    }
