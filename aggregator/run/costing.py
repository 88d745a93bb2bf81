"""What an account's month has cost, and what is approved will add to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from aggregator.deliver.cost import of_draft
from aggregator.deliver.ledger import spent, spent_on_reading
from aggregator.deliver.unusable import Unusable
from aggregator.model.delivery import Act, Delivery, DeliveryState
from aggregator.run.assemble import Parts
from aggregator.run.delivering import account_of, by_themselves
from aggregator.store import deliveries, drafts
from aggregator.store.database import Connection

_TO_COME = (
    DeliveryState.READY,
    DeliveryState.REFUSED,
    DeliveryState.NEEDS_ATTENTION,
)
_ASKS_FOR_MONEY = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """US dollars of this month: `spent` (`reading` is part of it), still to come."""

    network: str
    spent: float
    reading: float
    to_come: float
    limit: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether the month does not allow all that is approved."""
        return self.limit is not None and self.spent + self.to_come > self.limit


def meters(parts: Parts) -> tuple[Meter, ...]:
    """Of every account that posts by itself where that costs money."""
    now = parts.clock()
    found = []
    with parts.database.reading() as connection:
        for configured in by_themselves(parts):
            if configured.network != _ASKS_FOR_MONEY:
                continue
            account = account_of(parts, configured, Unusable("It is not asked"))
            waiting = [
                one
                for state in _TO_COME
                for one in deliveries.in_state(connection, account.network, state)
                if one.account in account.names
            ]
            found.append(
                Meter(
                    network=account.network,
                    spent=spent(connection, account, now),
                    reading=spent_on_reading(connection, account, now),
                    to_come=sum(_costs(connection, waiting)),
                    limit=account.monthly_limit,
                )
            )
    return tuple(found)


def _costs(connection: Connection, waiting: Iterable[Delivery]) -> Iterable[float]:
    for one in waiting:
        draft = drafts.load(connection, one.draft)
        yield of_draft(draft, as_it_is=one.act is Act.REPOST)
