"""The queue, and what became of what was in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aggregator.desk import cards, grouping, planning, week
from aggregator.desk.cards import Card, CardPage, Filters
from aggregator.desk.grouping import Group
from aggregator.desk.roles import Action, may
from aggregator.desk.week import Aim
from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.run.advising import Advice, advice
from aggregator.run.costing import meters
from aggregator.web.answer import DONE, Answer, Shown
from aggregator.web.pages.just_done import just_done
from aggregator.web.pages.reasons import REASONS
from aggregator.web.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the lists, with the states it shows and what to say if it is empty."""

    name: str
    title: str
    states: tuple[State, ...]
    put_aside: bool = False


TABS = (
    Tab(name="waiting", title="Waiting", states=(State.WAITING,)),
    Tab(name="aside", title="Put aside", states=(State.WAITING,), put_aside=True),
    Tab(name="approved", title="Approved", states=(State.APPROVED,)),
    Tab(name="posted", title="Posted", states=(State.PUBLISHED,)),
    Tab(name="rejected", title="Rejected", states=(State.REJECTED,)),
    Tab(name="withdrawn", title="Withdrawn", states=(State.WITHDRAWN,)),
)
GROUPS = ("day", "kind", "campaign")
# A search longer than a post finds nothing.
LONGEST_SEARCH = 200


def show(visit: Visit) -> Answer:
    """A list of drafts, the most urgent first while they wait."""
    tab = _tab(visit.asked("state"))
    kind, search = _kind(visit.asked("kind")), visit.asked("q")
    campaign = visit.asked("campaign")
    page = cards.page(
        visit.parts.database,
        Filters(
            states=tab.states,
            put_aside=tab.put_aside,
            kind=kind,
            campaign=campaign,
            search=search[:LONGEST_SEARCH] if search else None,
        ),
        visit.now,
        after=visit.asked("after"),
        rules=visit.parts.configuration.checks,
    )
    group, known = visit.asked("group"), names(visit)
    configuration = visit.parts.configuration
    values = {
        "groups": _groups(visit, page.cards, group),
        "group": group if group in GROUPS else None,
        "tab": tab,
        "tabs": TABS,
        "page": page,
        "counts": counts(page),
        "kinds": tuple(Kind),
        "kind": kind,
        "search": search,
        "campaign": campaign,
        "campaigns": visit.parts.configuration.campaigns,
        "address": partial(_address, campaign=campaign, group=group),
        "reasons": REASONS,
        "names": known,
        # Compared as a whole for each card; a text is quicker than what it is of.
        "shared": repr((configuration.council, configuration.campaigns, known)),
        "slots": slots(visit),
        "meters": meters(visit.parts) if tab.name == "approved" else (),
        "advice": advised(visit) if tab.name == "waiting" else None,
        "short_of": short_of(visit) if tab.name == "waiting" else (),
        "done": just_done(visit),
        "later": visit.asked("after") is not None,
        "usable_sources": len(visit.parts.configuration.sources),
    }
    cookies = {DONE: None} if values["done"] else {}
    return Shown(template="queue.html", values=values, cookies=cookies)


def counts(page: CardPage) -> dict[str, int]:
    """How many drafts each list has."""
    found = {
        one.name: sum(page.counts.get(state, 0) for state in one.states) for one in TABS
    }
    return {
        **found,
        "waiting": found["waiting"] - page.resting,
        "aside": page.resting,
    }


def names(visit: Visit) -> dict[str, str]:
    """Sources' names by their ids."""
    return {source.id: source.name for source in visit.parts.configuration.sources}


def slots(visit: Visit) -> dict[str, datetime]:
    """The next free slot of each network, for who may use it."""
    council = visit.parts.configuration.council
    networks = [account.network for account in council.accounts if account.slots]
    if not networks or not may(visit.who, Action.DECIDE):
        return {}
    return planning.offered(visit.parts.database, council, networks, visit.now)


def advised(visit: Visit) -> Advice | None:
    """What the evidence suggests, for who decides."""
    return advice(visit.parts) if may(visit.who, Action.DECIDE) else None


def short_of(visit: Visit) -> tuple[Aim, ...]:
    """The kinds of which this week has fewer than the strategy asks for."""
    configuration = visit.parts.configuration
    if not configuration.strategy.mix or not may(visit.who, Action.DECIDE):
        return ()
    zone = ZoneInfo(configuration.council.timezone)
    found = week.week_of(
        visit.parts.database,
        configuration.council,
        configuration.strategy,
        week.monday_of(visit.now.astimezone(zone).date()),
        visit.now,
    )
    return tuple(one for one in found.aims if one.kind and one.number < one.wanted)


def _groups(
    visit: Visit, cards: Sequence[Card], group: str | None
) -> tuple[Group, ...]:
    configuration = visit.parts.configuration
    if group == "day":
        return grouping.by_day(cards, configuration.council.timezone)
    if group == "kind":
        return grouping.by_kind(cards)
    if group == "campaign":
        names = {one.id: one.name for one in configuration.campaigns}
        return grouping.by_campaign(cards, names)
    return (Group(heading=None, cards=tuple(cards)),) if cards else ()


def _tab(name: str | None) -> Tab:
    return next((tab for tab in TABS if tab.name == name), TABS[0])


def _kind(name: str | None) -> Kind | None:
    return next((kind for kind in Kind if kind == name), None)


def _address(
    tab: Tab,
    kind: Kind | None,
    search: str | None,
    after: str | None,
    *,
    campaign: str | None = None,
    group: str | None = None,
) -> str:
    """The address of a list."""
    asked = {
        "state": None if tab is TABS[0] else tab.name,
        "kind": kind,
        "q": search,
        "campaign": campaign,
        "group": group if group in GROUPS else None,
        "after": after,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/?{query}" if query else "/"
