"""The council's own colour, as a style sheet: no page holds a style of its own."""

from aggregator.model.colour import lighter
from aggregator.web.answer import Answer, File
from aggregator.web.visit import Visit

_LINE = 0.25


def show(visit: Visit) -> Answer:
    """The head in the council's colour; nothing where it has none."""
    colour = visit.parts.configuration.council.colour
    if colour is None:
        return File(content=b"", media_type="text/css")
    line = lighter(colour, _LINE)
    style = f":root{{--header:{colour};--header-line:{line}}}"
    return File(content=style.encode(), media_type="text/css", shared=True)
