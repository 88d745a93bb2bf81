"""A week of posts: what is out, what is planned, what is free, and what is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.desk.holidays import bank_holidays
from aggregator.desk.slots import NEAR, moments
from aggregator.model.configuration import Strategy
from aggregator.model.council import Council
from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.draft import Draft
from aggregator.model.facts import Kind
from aggregator.store import deliveries, drafts, stories
from aggregator.store.database import Database

# So many posts of an account within an hour are a pile that people scroll past.
PILE = 3
_HOUR = timedelta(hours=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something at a moment: a post that is out or planned, or a slot that is free."""

    moment: datetime
    network: str
    draft: Draft | None = None
    delivery: Delivery | None = None
    title: str | None = None
    is_piled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day and what is in it; `holiday` is its name if it is one."""

    day: date
    entries: tuple[Entry, ...]
    holiday: str | None = None

    @property
    def posts(self) -> int:
        """How many posts it has, out or planned."""
        return sum(entry.draft is not None for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How far the week is with one aim of the strategy; `kind` is `None` for all."""

    kind: Kind | None
    number: int
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from a Monday, and how they compare with the strategy."""

    monday: date
    days: tuple[Day, ...]
    aims: tuple[Aim, ...]

    @property
    def gaps(self) -> tuple[date, ...]:
        """The days without a post."""
        return tuple(day.day for day in self.days if not day.posts)


def week_of(
    database: Database,
    council: Council,
    strategy: Strategy,
    monday: date,
    now: datetime,
) -> Week:
    """The week that begins on a Monday where the council is."""
    found = _planned(database, council, monday, 7)
    entries = [*_piled(found), *_free(found, council, monday, now)]
    days = _days(council, entries, monday, 7)
    return Week(monday=monday, days=days, aims=_aims(strategy, found))


def month_of(
    database: Database, council: Council, first: date
) -> tuple[tuple[Day, ...], ...]:
    """The weeks of a month, whole ones, each day with its posts."""
    monday = monday_of(first)
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    number = -(-(after - monday).days // 7) * 7
    days = _days(council, _planned(database, council, monday, number), monday, number)
    return tuple(days[start : start + 7] for start in range(0, number, 7))


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _planned(
    database: Database, council: Council, monday: date, days: int
) -> list[Entry]:
    zone = ZoneInfo(council.timezone)
    since = datetime.combine(monday, time(), zone)
    until = datetime.combine(monday + timedelta(days=days), time(), zone)
    with database.reading() as connection:
        # What was planned a week before may have gone out in this one, and back.
        near = deliveries.planned(connection, since - _WEEK, until + _WEEK)
        by_number = drafts.by_ids(connection, [one.draft for one in near])
        named = stories.titles(
            connection, [one.story for one in by_number.values() if one.story]
        )
    found = [
        Entry(
            moment=one.posted_at or one.moment,
            network=one.network,
            draft=by_number[one.draft],
            delivery=one,
            title=named.get(by_number[one.draft].story or ""),
        )
        for one in near
    ]
    return [entry for entry in found if since <= entry.moment < until]


def _piled(found: Sequence[Entry]) -> list[Entry]:
    piled = []
    for entry in found:
        near = [
            other
            for other in found
            if other.network == entry.network
            and abs(other.moment - entry.moment) < _HOUR
        ]
        piled.append(replace(entry, is_piled=len(near) >= PILE))
    return piled


def _free(
    found: Sequence[Entry], council: Council, monday: date, now: datetime
) -> Iterable[Entry]:
    zone = ZoneInfo(council.timezone)
    since = max(datetime.combine(monday, time(), zone), now)
    until = datetime.combine(monday + _WEEK, time(), zone)
    for account in council.accounts:
        taken = [entry.moment for entry in found if entry.network == account.network]
        for moment in moments(account.slots, since, until, council.timezone):
            if not any(abs(moment - other) < NEAR for other in taken):
                yield Entry(moment=moment, network=account.network)


def _days(
    council: Council, entries: Sequence[Entry], monday: date, number: int
) -> tuple[Day, ...]:
    zone = ZoneInfo(council.timezone)
    days = [monday + timedelta(days=more) for more in range(number)]
    closed = bank_holidays(council.holidays, (days[0].year, days[-1].year))
    return tuple(
        Day(
            day=day,
            entries=tuple(
                sorted(
                    (
                        entry
                        for entry in entries
                        if entry.moment.astimezone(zone).date() == day
                    ),
                    key=lambda entry: (entry.moment, entry.network),
                )
            ),
            holiday=closed.get(day),
        )
        for day in days
    )


def _aims(strategy: Strategy, found: Sequence[Entry]) -> tuple[Aim, ...]:
    """One story on two networks counts once: it is one thing that was told."""
    told = {
        (entry.draft.story or entry.draft.id, entry.draft.purpose): entry.draft.kind
        for entry in found
        if entry.draft is not None
        and entry.delivery is not None
        and entry.delivery.state is not DeliveryState.NEEDS_ATTENTION
    }
    kinds = Counter(told.values())
    aims = []
    if strategy.posts_a_week is not None:
        aims.append(Aim(kind=None, number=len(told), wanted=strategy.posts_a_week))
    aims += [
        Aim(kind=kind, number=kinds[kind], wanted=wanted)
        for kind, wanted in strategy.mix.items()
    ]
    return tuple(aims)
