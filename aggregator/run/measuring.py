"""What posts did: read an hour, a day, a week and a month after they went out."""

import re
from datetime import datetime, timedelta

import structlog

from aggregator.deliver.ledger import may_read
from aggregator.deliver.means import Account
from aggregator.model.errors import AggregatorError, NetworkError
from aggregator.run.assemble import Parts
from aggregator.store import deliveries, metrics
from aggregator.store.metrics import DuePost

log = structlog.get_logger()

# How long after a post each reading is; X asks for $0.005 for one.
_READINGS = (
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=28),
)
_NUMBER = re.compile(r"/(\d{5,24})(?:[/?#]|$)")
# What went out before that was not followed and is not taken up.
_FOLLOWED = timedelta(days=30)
# As many as X and Bluesky are asked about at once, and a minute's work elsewhere.
_AT_ONCE = {"x": 100, "bluesky": 25, "mastodon": 25}


def measure(parts: Parts, account: Account) -> int:
    """Read the figures that are due on one account; says of how many posts."""
    try:
        return _measure(parts, account)
    except AggregatorError as error:
        log.info("figures not read", network=account.network, sentence=str(error))
        return 0


def _measure(parts: Parts, account: Account) -> int:
    now, most = parts.clock(), _AT_ONCE.get(account.network, 25)
    with parts.database.transaction() as connection:
        if dear := may_read(connection, account, now):
            raise NetworkError(dear)
        metrics.begin(connection, _READINGS[0], now - _FOLLOWED)
        due = metrics.due(connection, account.network, now, most)
        asked = {}
        for post in due:
            out = deliveries.posts_of(connection, post.delivery)
            remote = out[0].remote if out else _by_hand(post)
            if remote is None:
                metrics.gone(connection, post.delivery)
            else:
                asked[post] = remote
    if not asked:
        return 0
    found = account.publisher.measure(tuple(asked.values()), now)
    with parts.database.transaction() as connection:
        for post, remote in asked.items():
            reading = found.get(remote)
            if reading is None:
                metrics.gone(connection, post.delivery)
            else:
                metrics.add(connection, post.delivery, reading, _next(post, now))
    return len(found)


def _by_hand(post: DuePost) -> str | None:
    """The number in the address of a post that a person made; Bluesky's has none."""
    match = _NUMBER.search(post.address)
    return match[1] if match else None


def _next(post: DuePost, now: datetime) -> datetime | None:
    later = (post.posted_at + after for after in _READINGS[post.taken + 1 :])
    return next((moment for moment in later if moment > now), None)
