"""A piece of reading that can be done here or elsewhere, and what came of it."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

# Of the processor, for one document; the largest honest ones need some three.
SECONDS = 6

T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """Reads; a `functools.partial` of what the room `read` offers, so it can travel.

    `hurried` raises `TakesLongError` where reading could take long.
    """

    def __call__(self, *, hurried: bool) -> T_co:
        """What was read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of one piece of work: a value, or how it failed.

    `spent` says that the process holds more than it should, and has had its day.
    """

    value: object = None
    refusal: tuple[str, str, str | None] | None = None
    failure: str | None = None
    no_memory: bool = False
    spent: bool = False
