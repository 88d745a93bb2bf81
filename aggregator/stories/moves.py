"""What an event says of itself when it is not where, or when, it was to be."""

from aggregator.model.facts import Facts, Status

_MOVED = (
    *("new date", "new time", "new venue", "date change", "time change"),
    *("venue change", "change of date", "change of time", "change of venue"),
    *(
        "postponed",
        "rescheduled",
        "moved to",
        "moved from",
        "changed to",
        "changed from",
    ),
    *("now in the", "now at the"),
    *("dyddiad newydd", "amser newydd", "lleoliad newydd", "gohirio", "gohiriwyd"),
)
# Every one of these has one of those, and most texts have none.
_SIGNS = ("new", "chang", "postponed", "resched", "moved", "now ", "amser", "gohir")


def tells_of_move(item: Facts) -> bool:
    """Whether an item says that its date, its time or its venue has changed."""
    if item.status is Status.POSTPONED or _says_so(item.title):
        return True
    return item.summary is not None and _says_so(item.summary)


def _says_so(text: str) -> bool:
    says = text.lower().__contains__
    return any(map(says, _SIGNS)) and any(map(says, _MOVED))
