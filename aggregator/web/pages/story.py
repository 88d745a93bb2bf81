"""One thing in the world: who speaks of it, where they differ, what was made of it."""

from aggregator.desk import browse, sorting, stories
from aggregator.desk.sorting import Sorter
from aggregator.model.errors import RefusedError
from aggregator.stories.life import at
from aggregator.stories.match import NOTHING_LIKE_IT
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.pages.queue import names
from aggregator.web.telling import differing
from aggregator.web.visit import Visit

_CHOSEN = "item:"
_DEEDS = 50


def show(visit: Visit) -> Answer:
    """The story's facts, its items, its drafts, and what it may be the same as."""
    database = visit.parts.database
    told = stories.one(database, visit.request.path_params["story"])
    values = {
        "told": told,
        # A series is shown at its next date, with that date's page and end.
        "now_on": at(told.story, visit.now),
        "first": NOTHING_LIKE_IT,
        "differing": differing(told.story),
        "names": names(visit),
        "alike": sorting.alike(database, told.story),
        "deeds": browse.history(database, f"story {told.story.id}", _DEEDS),
    }
    return Shown(template="story.html", values=values)


def split(visit: Visit) -> Answer:
    """The chosen items are another thing."""
    chosen = [
        name.removeprefix(_CHOSEN) for name in visit.form if name.startswith(_CHOSEN)
    ]
    other = sorting.split(visit.parts.database, _sorter(visit), _story(visit), chosen)
    return Sent(to=f"/stories/{other}")


def merge(visit: Visit) -> Answer:
    """Another story is the same thing."""
    other = visit.form.get("other", "").strip()
    if not other:
        raise RefusedError("No story was chosen", remedy="choose one, then merge")
    sorting.merge(visit.parts.database, _sorter(visit), _story(visit), other)
    return Sent(to=f"/stories/{_story(visit)}")


def _sorter(visit: Visit) -> Sorter:
    return Sorter(
        person=visit.who,
        now=visit.now,
        prefer=visit.parts.configuration.stories.prefer,
    )


def _story(visit: Visit) -> str:
    return str(visit.request.path_params["story"])
