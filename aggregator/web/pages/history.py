"""Who did what."""

from aggregator.desk import browse
from aggregator.web.answer import Answer, Shown
from aggregator.web.visit import Visit

PAGE = 100


def show(visit: Visit) -> Answer:
    """The latest deeds first, a hundred a page."""
    before = visit.asked("before")
    number = int(before) if before and before.isascii() and before.isdigit() else None
    lines = browse.history(visit.parts.database, None, PAGE, number)
    values = {"lines": lines, "next": lines[-1].id if len(lines) == PAGE else None}
    return Shown(template="history.html", values=values)
