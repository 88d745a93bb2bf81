"""The evidence in the desk: a month's report, and the files for those outside it."""

from aggregator.evidence import written
from aggregator.evidence.month import Month, month_of, parse
from aggregator.model.errors import NotFoundError, RefusedError
from aggregator.run.reporting import first_month, made
from aggregator.web.answer import Answer, File, Shown
from aggregator.web.visit import Visit

_FORMS = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


def show(visit: Visit) -> Answer:
    """The report of a month; of the present one unless the address says which."""
    month = _month(visit, visit.asked("month"))
    present = _present(visit)
    first = first_month(visit.parts) or present
    values = {
        "report": made(visit.parts, month),
        "month": month,
        "before": month.previous if first.begins < month.begins else None,
        "after": month.next if month.begins < present.begins else None,
    }
    return Shown(template="report.html", values=values)


def download(visit: Visit) -> Answer:
    """The report as a file to send to others."""
    name = visit.request.path_params["name"]
    wanted, _, form = name.rpartition(".")
    if form not in _FORMS:
        raise NotFoundError("A report comes as html, csv or pdf")
    try:
        found = made(visit.parts, _month(visit, wanted))
    except RefusedError as error:
        raise NotFoundError(f"There is no report {name[:20]}") from error
    if form == "pdf":
        content = written.pdf(found)
    else:
        text = written.html(found) if form == "html" else written.as_csv(found)
        content = text.encode()
    saved_as = f"report-{found.written_month}.{form}"
    return File(content=content, media_type=_FORMS[form], name=saved_as)


def _month(visit: Visit, asked: str | None) -> Month:
    if asked is None:
        return _present(visit)
    return parse(asked, visit.parts.configuration.council.timezone)


def _present(visit: Visit) -> Month:
    return month_of(visit.now, visit.parts.configuration.council.timezone)
