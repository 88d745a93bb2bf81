"""One thing in the world: who speaks of it, where they differ, what was made of it."""

from aggregator.desk import stories
from aggregator.web.answer import Answer, Shown
from aggregator.web.pages.queue import names
from aggregator.web.telling import differing
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """The story's facts, its items and its drafts."""
    told = stories.one(visit.parts.database, visit.request.path_params["story"])
    values = {
        "told": told,
        "differing": differing(told.story),
        "names": names(visit),
    }
    return Shown(template="story.html", values=values)
