"""One thing in the world: who speaks of it, where they differ, what was made of it."""

from aggregator.desk import stories
from aggregator.web.answer import Answer, Shown
from aggregator.web.pages.queue import names
from aggregator.web.visit import Visit

_COMPARED = (
    *("title", "starts", "ends", "venue", "address", "status"),
    *("price", "closes", "employer", "salary"),
)


def show(visit: Visit) -> Answer:
    """The story's facts, its items and its drafts."""
    told = stories.one(visit.parts.database, visit.request.path_params["story"])
    differing = {
        name: [(item.source, getattr(item, name)) for item in told.story.items]
        for name in _COMPARED
        if len({getattr(item, name) for item in told.story.items} - {None}) > 1
    }
    values = {"told": told, "differing": differing, "names": names(visit)}
    return Shown(template="story.html", values=values)
