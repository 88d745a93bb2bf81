"""What the program remembers of its own work, as the report counts it."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.model.metrics import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """A post that is out, how it came about, and its latest reading.

    `text` is what went out, `composed` what the template had made of the story.
    `sources` are the ids of the sources that told of it.
    """

    delivery: int
    draft: int
    network: str
    kind: Kind
    purpose: str
    language: str
    template: str
    text: str
    composed: str
    sources: tuple[str, ...]
    link: str | None
    image: str | None
    address: str | None
    created_at: datetime
    decided_at: datetime | None
    posted_at: datetime
    posted_by: str | None
    campaign: str | None = None
    tone: str | None = None
    latest: Metrics | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRecord:
    """A draft that was decided: by whom, when, and why it was if it did not go out."""

    draft: int
    network: str
    kind: Kind
    state: State
    template: str
    edited: bool
    created_at: datetime
    moved_at: datetime
    moved_by: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followers:
    """How many followed an account at one moment."""

    network: str
    account: str
    at: datetime
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of the audit, as far as figures need it; `detail` is what it became."""

    at: datetime
    who: str
    what: str
    subject: str
    detail: str | None = None
