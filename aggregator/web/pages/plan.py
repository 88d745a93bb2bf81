"""The plan for other programs: files to import, and a calendar for a phone."""

import hmac

from aggregator.run.plan import calendar_key, written
from aggregator.web.answer import Answer, File
from aggregator.web.faults import lost
from aggregator.web.visit import Visit

_CALENDAR = "text/calendar; charset=utf-8"


def download(visit: Visit) -> Answer:
    """The plan as a file."""
    name = visit.request.path_params["name"]
    content = written(visit.parts, name, visit.asked("network")).encode()
    kind = _CALENDAR if name.endswith(".ics") else "text/csv; charset=utf-8"
    return File(content=content, media_type=kind, name=name)


def subscribed(visit: Visit) -> Answer:
    """The plan for a calendar program, which knows the key and cannot sign in."""
    shown = visit.request.path_params["key"]
    if not hmac.compare_digest(shown.encode(), calendar_key(visit.parts).encode()):
        return lost()
    content = written(visit.parts, "plan.ics", visit.asked("network")).encode()
    return File(content=content, media_type=_CALENDAR)
