"""What a line of the table of routes says."""

from collections.abc import Callable
from dataclasses import dataclass

from aggregator.desk.roles import Action
from aggregator.web.answer import Answer
from aggregator.web.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address, who may use it (`None`: anyone, signed in or not), and its page.

    `takes_file` says that its form may bring a photo.
    """

    name: str
    method: str
    path: str
    needs: Action | None
    answer: Callable[[Visit], Answer]
    takes_file: bool = False
