"""What others post, passed on: one share at a time, and none twice."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aggregator.drafts.shares import shareable
from aggregator.model.check_rules import CheckRules
from aggregator.model.draft import Draft
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.store import neighbours
from aggregator.store.database import Connection

_DAY = timedelta(days=1)


def require_shareable(connection: Connection, draft: Draft) -> str:
    """The address of the post that is passed on as it is.

    Raises:
        RefusedError: it is no post of that network, or was shared already.
    """
    if not shareable(draft):
        raise RefusedError(
            "It cannot be shared as it is: it is no post of that network",
            remedy="approve it with its words, which have the link",
        )
    assert draft.link is not None  # a post has an address
    if neighbours.is_shared(connection, draft.network, draft.link, draft.id):
        raise RefusedError(
            "It is shared already, or will be",
            remedy="reject this one, or approve it with words of your own",
        )
    return draft.link


def require_apart(
    connection: Connection, draft: Draft, moment: datetime, rules: CheckRules
) -> None:
    """Shares are spaced: an account that only passes on is soon no account.

    Raises:
        RefusedError: another goes out too near to that moment, or enough that day.
    """
    if draft.kind is not Kind.SHARE:
        return
    others = shares_near(connection, draft, moment)
    if clash := _clash(others, moment, rules):
        there = clash.astimezone(ZoneInfo(rules.timezone))
        at = f"{there:%a} {there.day} {there:%b} {there:%H:%M}"
        raise RefusedError(
            f"Another share goes out at {at}, and shares keep {_said(rules)} apart",
            remedy="take the next free slot or another time, or change [shares]",
        )
    if len(_of_a_day(others, moment)) >= rules.shares.a_day:
        raise RefusedError(
            f"{rules.shares.a_day} shares go out within a day of that already",
            remedy="choose a later day, or change a_day in [shares]",
        )


def shares_near(
    connection: Connection, draft: Draft, moment: datetime, ahead: timedelta = _DAY
) -> tuple[datetime, ...]:
    """When other shares of the network go out, or went out, around a moment."""
    return neighbours.shares(
        connection, draft.network, (moment - _DAY, moment + ahead), draft.id
    )


def has_room(others: tuple[datetime, ...], moment: datetime, rules: CheckRules) -> bool:
    """Whether one more share may go out then."""
    enough = len(_of_a_day(others, moment)) >= rules.shares.a_day
    return not enough and _clash(others, moment, rules) is None


def _clash(
    others: tuple[datetime, ...], moment: datetime, rules: CheckRules
) -> datetime | None:
    near = (one for one in others if abs(one - moment) < rules.shares.apart)
    return next(near, None)


def _of_a_day(others: tuple[datetime, ...], moment: datetime) -> list[datetime]:
    return [one for one in others if abs(one - moment) < _DAY]


def _said(rules: CheckRules) -> str:
    minutes = round(rules.shares.apart.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if rest or not hours:
        return f"{minutes} minutes"
    return "an hour" if hours == 1 else f"{hours} hours"
