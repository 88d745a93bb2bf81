"""What a job says: strictly, so that one from another release is left alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from aggregator.model.errors import AggregatorError

POLL, DELIVER, MEASURE = "poll", "deliver", "measure"
QUEUES = (POLL, DELIVER, MEASURE)


class UnknownOrderError(AggregatorError):
    """A job that this release does not understand: it waits for one that does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Sources of one desk to ask; `batch` is a word of its own, that holds the hosts.

    `hosts` are as many as `sources`, and say where each is asked.
    """

    desk: str
    batch: str
    sources: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForDesk:
    """Something that a desk needs done, whatever it is."""

    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAccount:
    """Something to be done on one account of a desk."""

    desk: str
    network: str
    account: str


Order = TypeVar("Order", Batch, ForDesk, ForAccount)


def written(order: Batch | ForDesk | ForAccount) -> dict[str, Any]:
    """An order as a job carries it."""
    return asdict(order)


def read(kind: type[Order], arguments: Mapping[str, Any]) -> Order:
    """What a job carries, as an order of that kind.

    Raises:
        UnknownOrderError: it says more, or less, than this release knows.
    """
    known = {field.name for field in fields(kind)}
    if set(arguments) != known:
        odd = ", ".join(sorted(set(arguments) ^ known))
        raise UnknownOrderError(
            f"A job says what this release does not expect ({odd})",
            remedy="it waits for a worker of the release that made it",
        )
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in arguments.items()
    }
    return kind(**values)
