"""What the checks have to know of drafts besides their words, asked for all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from aggregator.desk.album import NONE
from aggregator.drafts.addresses import addresses
from aggregator.drafts.checks import CheckContext, check
from aggregator.model.check_rules import CheckRules
from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.draft import Draft, Finding
from aggregator.model.link import LinkLook
from aggregator.model.neighbour import Neighbour
from aggregator.model.story import Story
from aggregator.store import drafts, links, neighbours
from aggregator.store.database import Connection

# Said again within a fortnight is noticed by readers; later it is a reminder.
RECENTLY = timedelta(days=14)
# A page that was posted about is told again after some days, not tomorrow.
_SAME_PAGE = timedelta(days=3)
_LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is around some drafts; pairs of neighbours name their network first."""

    recent: tuple[str, ...]
    looks: Mapping[str, LinkLook]
    of_pages: tuple[tuple[str, Neighbour], ...]
    of_hours: tuple[tuple[str, Neighbour], ...]
    due: Mapping[int, datetime]
    rules: CheckRules
    now: datetime


def around(
    connection: Connection,
    found: Sequence[Draft],
    promised: Mapping[int, tuple[Delivery, ...]],
    now: datetime,
    rules: CheckRules,
) -> Surroundings:
    """The same few questions to the database, however many drafts there are."""
    due = {
        draft.id: one.due
        for draft in found
        for one in promised.get(draft.id, ())
        if one.due is not None and one.state is DeliveryState.READY
    }
    moments = sorted(due.values())
    return Surroundings(
        recent=drafts.recent_texts(connection, now - RECENTLY),
        looks=links.load(
            connection, {url for draft in found for url in links_in(draft)}
        ),
        of_pages=neighbours.of_pages(
            connection, {draft.link for draft in found if draft.link}, now - _SAME_PAGE
        ),
        of_hours=neighbours.of_hours(
            connection, moments[0] - rules.apart, moments[-1] + rules.apart
        )
        if moments
        else (),
        due=due,
        rules=rules,
        now=now,
    )


def links_in(draft: Draft) -> tuple[str, ...]:
    """The addresses in a draft that a reader could follow."""
    text = draft.text
    found = [text[start:end] for start, end in addresses(text)]
    found = [address for address in found if "://" in address]
    if draft.link and draft.link in draft.text:
        found.append(draft.link)
    return tuple(url for url in dict.fromkeys(found) if len(url) <= _LONGEST_URL)


def findings(
    draft: Draft, story: Story | None, known: Surroundings
) -> tuple[Finding, ...]:
    """What the checks say of a draft among these surroundings."""
    due = known.due.get(draft.id)
    context = CheckContext(
        network=draft.network,
        language=draft.language,
        purpose=draft.purpose,
        story=story,
        image=draft.image if draft.image_focus != NONE else None,
        image_alt=draft.image_alt,
        is_decorative=draft.image_decorative,
        link=draft.link,
        recent=_others(draft, known.recent),
        links=tuple(known.looks[url] for url in links_in(draft) if url in known.looks),
        due=due,
        neighbours=_near(draft, due, known),
        rules=known.rules,
        # To the minute, so that what was found can be kept until the next.
        now=known.now.replace(second=0, microsecond=0),
    )
    return _checked(draft.text, context)


def _others(draft: Draft, recent: tuple[str, ...]) -> tuple[str, ...]:
    if draft.text not in recent:
        return recent
    return tuple(text for text in recent if text != draft.text)


def _near(
    draft: Draft, due: datetime | None, known: Surroundings
) -> tuple[Neighbour, ...]:
    """Those of its network that share its page or its hour."""
    pages = (
        one
        for network, one in known.of_pages
        if network == draft.network and one.link == draft.link
    )
    hours = (
        one
        for network, one in known.of_hours
        if due is not None
        and network == draft.network
        and one.at is not None
        and abs(one.at - due) < known.rules.apart
    )
    return tuple(one for one in (*pages, *hours) if one.draft != draft.id)


# An editor comes back to the page after each decision, and few of its drafts differ.
@lru_cache(maxsize=1024)
def _checked(text: str, context: CheckContext) -> tuple[Finding, ...]:
    return check(text, context)
