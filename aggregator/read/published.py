"""When something was published, as far as its source can be believed."""

from datetime import datetime, timedelta

from aggregator.model.facts import Kind, Moment
from aggregator.read.dates import read_moment
from aggregator.read.material import Material
from aggregator.read.zones import start_of

# A clock that is wrong by hours, or a zone that was mixed up, is no lie.
_AHEAD = timedelta(days=1)
_SENTENCE = (
    "Some of what it publishes is dated in the future; those dates were left out: "
    "tell the people who run it."
)


def published_of(material: Material, kind: Kind, *written: str | None) -> Moment | None:
    """The first of these that is a date; a day stays a day.

    What lies in the future was not published then. Feeds of events write the day of
    the event there: for them that is nothing odd.
    """
    for text in written:
        moment = read_moment(text, material.zone, material.now)
        if moment is None:
            continue
        if isinstance(moment, datetime):
            begins = moment
        else:
            begins = start_of(moment, material.zone)
        if begins - material.now < _AHEAD:
            return moment
        if kind is not Kind.EVENT:
            material.problem(_SENTENCE)
    return None
