"""A proposed post, and the states it may be in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from aggregator.model.facts import Kind

# What a story's first draft is for; others are "reminder-1d", "change-" and the like.
ANNOUNCE = "announce"
# What the address of a photo begins with that a person added; no source has told it.
ADDED = "added:"


class State(StrEnum):
    """Where a draft is between composed and out."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


SENTENCES = {
    State.WAITING: "Waiting for an editor",
    State.APPROVED: "Approved, not posted yet",
    State.REJECTED: "Rejected",
    State.PUBLISHED: "Posted",
    State.WITHDRAWN: "Withdrawn, because it is over or was cancelled",
}

# A published draft goes back to approved only when "I posted it" was a slip.
MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.APPROVED, State.REJECTED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.WAITING, State.PUBLISHED, State.WITHDRAWN}),
    State.REJECTED: frozenset({State.WAITING}),
    State.PUBLISHED: frozenset({State.APPROVED}),
    State.WITHDRAWN: frozenset({State.WAITING}),
}


class Severity(StrEnum):
    """Whether a finding stops approval or only advises."""

    BLOCKING = "blocking"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check says of a draft.

    `fix` is the whole text with it put right, where that takes no guess; `remedy`
    says in a few words what differs ("write “Sat 5 Dec”").
    """

    rule: str
    message: str
    source: str
    severity: Severity = Severity.ADVICE
    fix: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """Words for one story on one network, before anyone has seen them.

    `template` is the file they came from, `length` what the network counts,
    `limit` what it allows. `useful_until` is the moment after which posting it
    would be news no more. `campaign` is the id of the one that it is of, `tone` the
    manner it was to be said in.
    """

    text: str
    network: str
    kind: Kind
    language: str
    template: str
    length: int
    limit: int
    link: str | None = None
    image: str | None = None
    image_alt: str | None = None
    useful_until: datetime | None = None
    campaign: str | None = None
    tone: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposed post as the queue keeps it.

    `composed` is what we wrote, `text` what a person made of it. `revision` grows
    with every change, so that two editors never overwrite each other. `why` says
    in plain words why it is here. `purpose` is what it is for in the story's life,
    and a story has at most one draft for each purpose and network. `brought_by` is
    the colleague who handed it in. While it waits it may be put aside until
    `asleep_until`, or be with its author, who was asked at `asked_at` to change it.
    `image_focus` is where an editor wants its picture cut: "whole", per cents from the
    left and from the top such as "50-20", or "none" to post without it.
    `image_consent` is why a photo that a person added may be shown, `image_credit` who
    took it, `image_until` the last day on which it may be. `image_decorative` is a
    person's word that the picture has nothing to tell to somebody who cannot see it.
    """

    id: int
    story: str | None
    network: str
    purpose: str = ANNOUNCE
    kind: Kind
    language: str
    state: State
    text: str
    composed: str
    template: str
    why: str
    link: str | None = None
    image: str | None = None
    image_alt: str | None = None
    useful_until: datetime | None = None
    revision: int
    created_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str | None = None
    asleep_until: datetime | None = None
    asked_at: datetime | None = None
    brought_by: str | None = None
    campaign: str | None = None
    image_focus: str | None = None
    image_consent: str | None = None
    image_credit: str | None = None
    image_until: date | None = None
    image_decorative: bool = False

    @property
    def has_added_photo(self) -> bool:
        """Whether a person added its picture."""
        return self.image is not None and self.image.startswith(ADDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """A photo that a person adds to a draft, and what they say of it.

    `address` begins with `ADDED`; `consent` is why it may be shown, `until` the last
    day on which it may, in the council's zone. `alt` is what it shows, and
    nothing where it is `decorative`.
    """

    address: str
    alt: str | None
    consent: str
    credit: str | None = None
    until: date | None = None
    decorative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said about a draft."""

    who: str
    text: str
    at: datetime
