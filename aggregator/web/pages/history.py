"""Who did what."""

from aggregator.desk import browse
from aggregator.evidence import history
from aggregator.evidence.month import month_of, parse
from aggregator.model.errors import NotFoundError, RefusedError, StoreError
from aggregator.web.answer import Answer, File, Sent, Shown
from aggregator.web.visit import Visit

PAGE = 100
_FORM = ".csv"


def show(visit: Visit) -> Answer:
    """The latest deeds first, a hundred a page; or on to the file of a month."""
    zone = visit.parts.configuration.council.timezone
    if month := visit.asked("month"):
        return Sent(to=f"/history/{parse(month, zone).written}{_FORM}")
    before = visit.asked("before")
    number = int(before) if before and before.isascii() and before.isdigit() else None
    lines = browse.history(visit.parts.database, None, PAGE, number)
    values = {
        "lines": lines,
        "next": lines[-1].id if len(lines) == PAGE else None,
        "month": month_of(visit.now, zone).written,
        **_checked(visit),
    }
    return Shown(template="history.html", values=values)


def _checked(visit: Visit) -> dict[str, object]:
    """What a look at every line of the chain found, where somebody asked for it."""
    if visit.asked("check") is None:
        return {"checked": None, "altered": None}
    try:
        return {"checked": browse.verified(visit.parts.database), "altered": None}
    except StoreError as error:
        return {"checked": None, "altered": error}


def download(visit: Visit) -> Answer:
    """Every deed of a month, as a file for a spreadsheet."""
    name = visit.request.path_params["name"]
    try:
        month = parse(
            name.removesuffix(_FORM), visit.parts.configuration.council.timezone
        )
    except RefusedError as error:
        raise NotFoundError(f"There is no history {name[:20]}") from error
    content = history.as_csv(visit.parts.database, month).encode()
    saved_as = f"history-{month.written}{_FORM}"
    return File(content=content, media_type="text/csv; charset=utf-8", name=saved_as)
