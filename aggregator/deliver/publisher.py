"""What the ledger asks of a network: publish a part, and find it again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from aggregator.deliver.decide import Habits
from aggregator.model.delivery import Act, Cause, Outcome, Refused, Sent
from aggregator.model.metrics import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture's bytes, a JPEG, and what it shows in words."""

    jpeg: bytes
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One post as it is to be: a whole one, or a part of a thread.

    `after` is what the network calls the part before it.
    """

    text: str
    key: str
    promised_at: datetime
    made_at: datetime
    language: str | None = None
    images: tuple[Image, ...] = ()
    link: str | None = None
    title: str | None = None
    act: Act = Act.POST
    target: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where on an account to look: not before `since`, and not among `known`."""

    since: datetime
    known: frozenset[str] = frozenset()


class RefusalError(Exception):
    """Raised inside an adapter before anything is sent: it carries the outcome."""

    def __init__(self, cause: Cause, sentence: str) -> None:
        super().__init__(sentence)
        self.refused = Refused(cause=cause, sentence=sentence)


# Called the moment before the bytes that make a post; it raises ConflictError when
# the claim was lost, and the adapter lets that through.
Sending = Callable[[], None]


@runtime_checkable
class Reader(Protocol):
    """An account through which other accounts can be read."""

    def timeline(self, handle: str, mark: str | None) -> tuple[bytes, str | None]:
        """What an account posted after a mark, and the mark now; nothing new: none.

        Raises:
            NetworkError: it could not be read.
        """
        ...

    def close(self) -> None:
        """Let go of its connections."""
        ...


class Publisher(Protocol):
    """An account on a network, connected."""

    @property
    def habits(self) -> Habits:
        """What the network is like when an answer is lost."""
        ...

    def publish(self, part: Part, sending: Sending) -> Outcome:
        """Put one part out; whatever goes wrong on the way is an outcome.

        Raises:
            ConflictError: `sending` said that the claim was lost; nothing was sent.
        """
        ...

    def find(self, part: Part, where: Where) -> Sent | None:
        """The part as it is on the account; nothing if it is not there.

        Raises:
            NetworkError: the account could not be read.
        """
        ...

    def measure(self, remotes: Sequence[str], now: datetime) -> Mapping[str, Metrics]:
        """What these posts did, by what the network calls them, without those gone.

        Raises:
            NetworkError: it cannot be asked.
        """
        ...

    def followers(self) -> int | None:
        """How many follow the account; nothing where the network does not tell.

        Raises:
            NetworkError: it cannot be asked.
        """
        ...

    def about(self) -> str:
        """What the account may do and until when, in one sentence.

        Raises:
            NetworkError: it cannot be asked.
            RefusedError: it may not post, and why.
        """
        ...

    def close(self) -> None:
        """Let go of its connections."""
        ...
