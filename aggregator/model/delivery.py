"""The promise to put one approved draft on one account, once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where the promise is."""

    READY = "ready"
    CLAIMED = "claimed"
    SENDING = "sending"
    PUBLISHED = "published"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NEEDS_ATTENTION = "needs attention"
    CANCELLED = "cancelled"


DELIVERY_SENTENCES = {
    DeliveryState.READY: "Waits for its time",
    DeliveryState.CLAIMED: "About to be sent",
    DeliveryState.SENDING: "Being sent",
    DeliveryState.PUBLISHED: "Out",
    DeliveryState.REFUSED: "Refused for now; tried again soon",
    DeliveryState.UNKNOWN: "Nobody knows yet whether it is out; the account is read",
    DeliveryState.NEEDS_ATTENTION: "Needs a person",
    DeliveryState.CANCELLED: "Taken back",
}

_S = DeliveryState

# Which state may follow which; the store refuses every other move.
DELIVERY_MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    _S.READY: frozenset(
        {_S.READY, _S.CLAIMED, _S.PUBLISHED, _S.NEEDS_ATTENTION, _S.CANCELLED}
    ),
    _S.CLAIMED: frozenset(
        {
            _S.CLAIMED,
            _S.READY,
            _S.SENDING,
            _S.REFUSED,
            _S.PUBLISHED,
            _S.NEEDS_ATTENTION,
            _S.CANCELLED,
        }
    ),
    _S.SENDING: frozenset(
        {_S.CLAIMED, _S.PUBLISHED, _S.REFUSED, _S.UNKNOWN, _S.NEEDS_ATTENTION}
    ),
    _S.REFUSED: frozenset({_S.CLAIMED, _S.PUBLISHED, _S.NEEDS_ATTENTION, _S.CANCELLED}),
    _S.UNKNOWN: frozenset({_S.UNKNOWN, _S.CLAIMED, _S.PUBLISHED, _S.NEEDS_ATTENTION}),
    _S.NEEDS_ATTENTION: frozenset(
        {_S.READY, _S.UNKNOWN, _S.PUBLISHED, _S.CANCELLED, _S.NEEDS_ATTENTION}
    ),
    _S.PUBLISHED: frozenset({_S.READY, _S.PUBLISHED}),
    _S.CANCELLED: frozenset({_S.READY}),
}

# While it is in one of these nobody may take it back: it may be out already.
UNDER_WAY = frozenset({_S.SENDING, _S.UNKNOWN})


class Cause(StrEnum):
    """Why a delivery was refused or needs a person, in one word."""

    MISSED = "missed"
    HELD = "held"
    CREDIT = "credit"
    BUDGET = "budget"
    TOKEN = "token"  # noqa: S105 - a cause, no secret
    ACCOUNT = "account"
    DUPLICATE = "duplicate"
    TEXT = "text"
    PICTURE = "picture"
    TARGET = "target"
    RATE = "rate"
    SERVER = "server"
    NOBODY_KNOWS = "nobody knows"
    SETTINGS = "settings"


class Act(StrEnum):
    """What a delivery does on its account; all but a post name a `target`."""

    POST = "post"
    REPLY = "reply"
    QUOTE = "quote"
    REPOST = "repost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a payload: its name in the album, and what it shows in words."""

    name: str
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What is sent, frozen before the first byte: every attempt sends the same.

    `parts` is one text, or several for a thread. `key` is chosen once and makes a
    second sending recognisable where the network offers that; `promised_at` and
    `made_at`, when it was frozen, are part of that. `title` is for the card that some
    networks show for the link. `target` is the post that is replied to, quoted or
    reposted: its address, or what the network calls it. `after` is what the network
    calls the post of ours that it goes on from. `second` is the number of the part with
    which a pair's other language begins: it is no reply.
    """

    parts: tuple[str, ...]
    key: str
    promised_at: datetime
    made_at: datetime
    language: str | None = None
    pictures: tuple[Picture, ...] = ()
    link: str | None = None
    title: str | None = None
    act: Act = Act.POST
    target: str | None = None
    after: str | None = None
    second: int | None = None
    second_language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One part that is out: what the network calls it, and where it can be seen."""

    part: int
    remote: str
    address: str | None
    posted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sending of one part; `outcome` is nothing while nobody wrote it down."""

    part: int
    fence: int
    began_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """It is out, surely."""

    remote: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """It is surely not out.

    One that is `passing` is tried again: at `again_at`, if the network named a time.
    """

    cause: Cause
    sentence: str
    passing: bool = False
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """It may be out or not: the answer was lost."""

    sentence: str


Outcome = Sent | Refused | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One draft on one account; `address` is where the post can be seen.

    `account` is a handle, or the network's name for its first account. `due` is its
    planned time: without one it is due when it was promised. `next_at` is when the
    ledger looks at it again. `fence` grows with every claim: who holds an older one
    has lost it. `refusals` and `doubts` count the attempts that ended so, and
    `cause` and `sentence` say why it is where it is.
    """

    id: int
    draft: int
    network: str
    state: DeliveryState
    account: str
    promised_at: datetime
    due: datetime | None = None
    next_at: datetime | None = None
    fence: int = 0
    lease_until: datetime | None = None
    refusals: int = 0
    doubts: int = 0
    cause: Cause | None = None
    sentence: str | None = None
    payload: Payload | None = None
    act: Act = Act.POST
    target: str | None = None
    address: str | None = None
    posted_at: datetime | None = None
    posted_by: str | None = None

    @property
    def moment(self) -> datetime:
        """When it should go out."""
        return self.due or self.promised_at
