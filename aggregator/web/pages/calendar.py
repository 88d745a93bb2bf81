"""The plan: a week to work in, a month to look over."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from aggregator.desk import week
from aggregator.model.errors import RefusedError
from aggregator.run.advising import advice
from aggregator.run.costing import meters
from aggregator.web.answer import DONE, Answer, Shown
from aggregator.web.pages.just_done import just_done
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """The week that the address names, or the present one."""
    council = visit.parts.configuration.council
    today = visit.now.astimezone(ZoneInfo(council.timezone)).date()
    monday = week.monday_of(_date(visit.asked("week")) or today)
    found = week.week_of(
        visit.parts.database,
        council,
        visit.parts.configuration.strategy,
        monday,
        visit.now,
    )
    values = {
        "meters": meters(visit.parts),
        "advice": advice(visit.parts),
        "week": found,
        "today": today,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "month": monday.replace(day=1),
        "done": just_done(visit),
    }
    cookies = {DONE: None} if values["done"] else {}
    return Shown(template="calendar.html", values=values, cookies=cookies)


def month(visit: Visit) -> Answer:
    """The month that the address names, or the present one."""
    council = visit.parts.configuration.council
    today = visit.now.astimezone(ZoneInfo(council.timezone)).date()
    first = (_date(visit.asked("month")) or today).replace(day=1)
    values = {
        "weeks": week.month_of(visit.parts.database, council, first),
        "first": first,
        "today": today,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=32)).replace(day=1),
    }
    return Shown(template="month.html", values=values)


def _date(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2199:  # noqa: PLR2004  years with posts
        raise RefusedError(
            f"{written[:20]!r} is no day", remedy="write it as 2026-12-05"
        )
    return found
