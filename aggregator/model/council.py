"""The council itself: how it speaks, where it posts, and its people."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aggregator.model.facts import Kind
from aggregator.model.plan import Slot


class Role(StrEnum):
    """What a person may do: editors decide, contributors hand in and look on."""

    EDITOR = "editor"
    CONTRIBUTOR = "contributor"


class Tone(StrEnum):
    """The council's manner."""

    WARM = "warm"
    PLAIN = "plain"
    PLAYFUL = "playful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The council's way of speaking.

    `swaps` maps words to avoid to the words to use instead. `hashtags` are by
    kind, without `#`, in CamelCase; `place_hashtags` by the name of a place that a
    story's venue or address has. `emojis` by kind are used instead of our own.
    """

    tone: Tone = Tone.WARM
    emoji: bool = False
    sign_off: str | None = None
    emojis: dict[Kind, tuple[str, ...]] = field(default_factory=dict)
    hashtags: dict[Kind, tuple[str, ...]] = field(default_factory=dict)
    place_hashtags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    swaps: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the council posts: a network's registry name and the handle there.

    `by_itself` is whether the program sends what was approved; otherwise a person
    hands it over. `server` is the instance, or another address of the network's API;
    `credentials` says where its secrets are kept, never what they are. `monthly_limit`
    stops the sending when a month has cost so many US dollars, `reading_limit` the
    reading of timelines and figures when that alone has. `tags` are added to
    links into the sites named in `tagged`, so that visits can be told apart. `slots`
    are the times in the week at which it posts, in the council's time zone.
    """

    network: str
    handle: str | None = None
    by_itself: bool = False
    server: str | None = None
    credentials: str = "environment"
    monthly_limit: float | None = None
    reading_limit: float | None = None
    tags: dict[str, str] = field(default_factory=dict)
    tagged: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """The council or library service whose desk this is.

    `colour` is its own, as #1f4f49, on which white can be read.
    """

    name: str
    timezone: str = "Europe/London"
    language: str = "en"
    contact: str | None = None
    holidays: str | None = None
    colour: str | None = None
    accounts: tuple[Account, ...] = (Account(network="x"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may sign in.

    `uses_keys` is whether single keys act in the queue; `email` is where they were
    invited, by which another sign-in knows them.
    """

    id: int
    name: str
    role: Role
    has_password: bool
    created_at: datetime
    uses_keys: bool = True
    email: str | None = None
