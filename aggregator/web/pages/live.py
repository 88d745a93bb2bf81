"""Live evenings: their run-sheets, and a prepared line that is used."""

from aggregator.desk import evenings
from aggregator.model.errors import NotFoundError, RefusedError
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.visit import Visit

_ANSWER = "blank-"


def show(visit: Visit) -> Answer:
    """Every evening with its lines."""
    return _page(visit)


def use(visit: Visit) -> Answer:
    """A line becomes a draft; what was typed stays if something is wrong."""
    configuration = visit.parts.configuration
    wanted = visit.request.path_params["evening"]
    evening = next((one for one in configuration.evenings if one.id == wanted), None)
    if evening is None:
        raise NotFoundError(f"There is no evening {wanted[:40]}")
    line = visit.form.get("line", "")
    answers = {
        name.removeprefix(_ANSWER): text
        for name, text in visit.form.items()
        if name.startswith(_ANSWER)
    }
    try:
        made = evenings.use(
            visit.parts.database,
            configuration.council,
            visit.who,
            evening,
            line,
            answers,
            visit.now,
        )
    except RefusedError as error:
        return _page(visit, error=error, at=f"{evening.id}-{line}", status=422)
    return Sent(to=f"/drafts/{made[0].id}")


def _page(
    visit: Visit, *, error: RefusedError | None = None, at: str = "", status: int = 200
) -> Shown:
    configuration = visit.parts.configuration
    sheets = tuple(
        (
            evening,
            evenings.run_sheet(
                visit.parts.database, configuration.council, evening, visit.now
            ),
        )
        for evening in sorted(configuration.evenings, key=lambda one: one.starts)
        if evening.ends > visit.now or error
    )
    values = {"sheets": sheets, "typed": visit.form, "error": error, "at": at}
    return Shown(template="live.html", values=values, status=status)
