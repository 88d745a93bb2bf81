"""Whom the machines work for."""

from collections.abc import Callable
from dataclasses import dataclass

from aggregator.model.errors import NotFoundError
from aggregator.run.assemble import Parts

# The name of the only desk of an installation that has one.
ONLY = ""


class NotOpenHereError(NotFoundError):
    """This process has not opened the desk (yet); another may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """The desks of an installation, as they are at the moment they are asked for.

    `parts` raises NotOpenHereError for a desk that there is not, or no more.
    """

    names: Callable[[], tuple[str, ...]]
    parts: Callable[[str], Parts]


def one_desk(parts: Callable[[], Parts]) -> Desks:
    """An installation with a single desk, which needs no name."""
    return Desks(names=lambda: (ONLY,), parts=lambda _name: parts())
