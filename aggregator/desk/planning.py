"""When an approved draft goes out: at once, at a time, or in the next free slot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.desk.sharing import has_room, require_apart, shares_near
from aggregator.desk.slots import AHEAD, next_free
from aggregator.model.check_rules import USUAL, CheckRules
from aggregator.model.council import Council
from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import Draft
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.model.plan import Slot
from aggregator.store import deliveries
from aggregator.store.database import Connection, Database

_LONGEST = timedelta(days=366)
# A clock that is a little behind is no reason to refuse.
_GRACE = timedelta(minutes=1)
_OVER = frozenset({DeliveryState.PUBLISHED, DeliveryState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What a person chose: a `moment`, the next of some `slots`, or neither: now."""

    timezone: str
    moment: datetime | None = None
    slots: tuple[Slot, ...] = ()


def slots_of(council: Council, network: str) -> tuple[Slot, ...]:
    """The slots of the account that posts on a network."""
    for account in council.accounts:
        if account.network == network:
            return account.slots
    return ()


def due(
    connection: Connection,
    draft: Draft,
    when: When | None,
    now: datetime,
    rules: CheckRules = USUAL,
) -> datetime | None:
    """When the draft is to go out; `None` is at once.

    Raises:
        RefusedError: the moment is past, too far off, or after it is any use; too near
            to another share; or no slot is free before that.
    """
    if when is None or (when.moment is None and not when.slots):
        require_apart(connection, draft, now, rules)
        return None
    if when.moment is not None:
        chosen = require_sensible(draft, when.moment, when.timezone, now)
        require_apart(connection, draft, chosen, rules)
        return chosen
    is_share = draft.kind is Kind.SHARE
    shares = shares_near(connection, draft, now, AHEAD) if is_share else ()
    moment = next_free(
        when.slots,
        taken(connection, draft.network, now),
        now,
        when.timezone,
        last_moment(draft, when.timezone),
        suits=lambda slot: not is_share or has_room(shares, slot, rules),
    )
    if moment is None:
        raise RefusedError(
            "No slot is free before it would be over, or its photo may not be shown",
            remedy="approve it for a time of its own, or for now",
        )
    return moment


def require_sensible(
    draft: Draft, moment: datetime, timezone: str, now: datetime
) -> datetime:
    """The moment, as long as a post then makes sense.

    Raises:
        RefusedError: it is past, too far off, or after the post is any use.
    """
    if moment < now - _GRACE:
        raise RefusedError(
            f"{_said(moment, timezone)} is past", remedy="choose a time to come"
        )
    if moment > now + _LONGEST:
        raise RefusedError(
            f"{_said(moment, timezone)} is more than a year away",
            remedy="choose a nearer time",
        )
    if draft.useful_until is not None and moment >= draft.useful_until:
        raise RefusedError(
            f"By then it is over: it is of use until "
            f"{_said(draft.useful_until, timezone)}",
            remedy="choose an earlier time",
        )
    if (last := _photo_ends(draft, timezone)) is not None and moment >= last:
        raise RefusedError(
            f"Its photo may be shown until {draft.image_until:%-d %B %Y} and no longer",
            remedy="choose an earlier time, or another photo",
        )
    return moment


def last_moment(draft: Draft, timezone: str) -> datetime | None:
    """From when on the draft may not go out as it is; nothing if it may for ever."""
    known = (draft.useful_until, _photo_ends(draft, timezone))
    return min((one for one in known if one is not None), default=None)


def _photo_ends(draft: Draft, timezone: str) -> datetime | None:
    if draft.image_until is None:
        return None
    next_day = draft.image_until + timedelta(days=1)
    return datetime.combine(next_day, time(), ZoneInfo(timezone))


def taken(connection: Connection, network: str, now: datetime) -> list[datetime]:
    """When posts are planned already, as far ahead as slots are looked for."""
    planned = deliveries.planned(connection, now, now + AHEAD)
    return [
        one.moment
        for one in planned
        if one.network == network and one.state not in _OVER
    ]


def offered(
    database: Database, council: Council, networks: Sequence[str], now: datetime
) -> dict[str, datetime]:
    """The next free slot of each network that has slots."""
    found = {}
    with database.reading() as connection:
        for network in networks:
            slots = slots_of(council, network)
            moment = next_free(
                slots, taken(connection, network, now), now, council.timezone
            )
            if moment is not None:
                found[network] = moment
    return found


def _said(moment: datetime, timezone: str) -> str:
    there = moment.astimezone(ZoneInfo(timezone))
    return f"{there:%a} {there.day} {there:%b} {there:%H:%M}"
