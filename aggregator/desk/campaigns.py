"""How campaigns do against what was wanted, and which drafts are of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aggregator.desk.decision import Decision, write_down
from aggregator.desk.roles import Action, require
from aggregator.drafts.campaigns import with_hashtag
from aggregator.model.campaign import Campaign
from aggregator.model.draft import Draft, State
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.store import campaigns, drafts, dressing
from aggregator.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How many posts of a kind are out or approved, of how many wanted."""

    kind: Kind
    number: int
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A campaign as it is today.

    `posted` are out, `planned` approved, `waiting` in the queue. `expected` is how
    many would be out by now if they were spread evenly; nothing without a target.
    """

    campaign: Campaign
    today: date
    posted: int = 0
    planned: int = 0
    waiting: int = 0
    expected: int | None = None
    aims: tuple[Aim, ...] = field(default=())

    @property
    def sentence(self) -> str:
        """How it does, in words."""
        one = self.campaign
        if self.today < one.starts:
            return f"Begins in {_days((one.starts - self.today).days)}"
        if self.today > one.ends:
            out = f"{self.posted} of {_posts(one.posts)}" if one.posts else None
            return f"Over, with {out or _posts(self.posted)}"
        return self._running(one)

    def _running(self, one: Campaign) -> str:
        left = f"{_days((one.ends - self.today).days + 1)} left"
        if self.expected is None or one.posts is None:
            return f"Running, {left}"
        if self.posted >= one.posts:
            return f"Done, with {left}"
        ahead = self.posted - self.expected
        if ahead >= 0:
            return f"On course, {left}"
        missing = one.posts - self.posted - self.planned
        planned = f", {missing} still to plan" if missing > 0 else ", all planned"
        return f"{_posts(-ahead)} behind an even pace, {left}{planned}"


def progress(
    database: Database, found: Sequence[Campaign], timezone: str, now: datetime
) -> tuple[Progress, ...]:
    """Each campaign as it is: running ones first, then coming ones, then past ones."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    with database.reading() as connection:
        counted = campaigns.counted(connection)
    every = (_progress(one, counted.get(one.id, {}), today) for one in found)
    return tuple(sorted(every, key=_order))


def put(
    database: Database,
    decision: Decision,
    found: Sequence[Campaign],
    name: str | None,
) -> Draft:
    """A waiting draft becomes one of another campaign, or of none; its hashtag too.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: there is no such campaign, or the draft does not wait.
    """
    require(decision.person, Action.DECIDE)
    named = {one.id: one for one in found}
    if name is not None and name not in named:
        raise RefusedError(f"There is no campaign {name[:40]}")
    with database.transaction() as connection:
        before = drafts.load(connection, decision.draft)
        if before.campaign == name:
            return before
        text = with_hashtag(
            before.text,
            _hashtag(named, before.campaign),
            _hashtag(named, name),
        )
        after = dressing.join(
            connection,
            decision.draft,
            revision=decision.revision,
            campaign=name,
            text=text,
            by=decision.person.name,
            now=decision.now,
        )
        write_down(connection, decision, "campaign", before.campaign, name)
    return after


def _progress(
    campaign: Campaign, counted: Mapping[tuple[State, Kind], int], today: date
) -> Progress:
    def number(*states: State, kind: Kind | None = None) -> int:
        return sum(
            many
            for (state, its), many in counted.items()
            if state in states and kind in {None, its}
        )

    aims = (
        Aim(
            kind=kind,
            number=number(State.PUBLISHED, State.APPROVED, kind=kind),
            wanted=wanted,
        )
        for kind, wanted in campaign.mix.items()
    )
    return Progress(
        campaign=campaign,
        today=today,
        posted=number(State.PUBLISHED),
        planned=number(State.APPROVED),
        waiting=number(State.WAITING),
        expected=_expected(campaign, today),
        aims=tuple(aims),
    )


def _expected(campaign: Campaign, today: date) -> int | None:
    if campaign.posts is None:
        return None
    days = (campaign.ends - campaign.starts).days + 1
    gone = min(max((today - campaign.starts).days, 0), days)
    return campaign.posts * gone // days


def _order(one: Progress) -> tuple[int, date]:
    campaign = one.campaign
    if campaign.runs_on(one.today):
        return 0, campaign.ends
    return (1, campaign.starts) if one.today < campaign.starts else (2, campaign.ends)


def _hashtag(named: Mapping[str, Campaign], name: str | None) -> str | None:
    campaign = named.get(name or "")
    return campaign.hashtag if campaign else None


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _posts(number: int) -> str:
    return "1 post" if number == 1 else f"{number} posts"
