"""What an event says of itself when it is not where, or when, it was to be."""

from functools import lru_cache

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


def tells_of_move(item: Facts) -> bool:
    """Whether an item says that its date, its time or its venue has changed."""
    if item.status is Status.POSTPONED or _says_so(item.title):
        return True
    return item.summary is not None and _says_so(item.summary)


@lru_cache(maxsize=2_000)
def _says_so(text: str) -> bool:
    lower = text.lower()
    return any(said in lower for said in _MOVED)
