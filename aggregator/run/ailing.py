"""What a failed poll says of the health of its source."""

from aggregator.model.errors import FetchError, ReadError
from aggregator.model.health import Health

_FETCHING = {
    "gone": Health.GONE,
    "forbidden": Health.REFUSED,
    "robots": Health.REFUSED,
    "refused-address": Health.REFUSED,
    "throttled": Health.REFUSED,
}
_READING = {
    "page-instead-of-feed": Health.PAGE,
    "not-a-calendar": Health.PAGE,
    "nothing-matches": Health.UNMATCHED,
    "empty": Health.EMPTY,
    "kept-out": Health.REFUSED,
    "failure": Health.REPORTING,
}


def health_of(error: Exception) -> Health:
    """The state of a source that could not be fetched or read."""
    if isinstance(error, FetchError):
        return _FETCHING.get(error.cause, Health.FAILING)
    if isinstance(error, ReadError):
        return _READING.get(error.cause, Health.FAILING)
    return Health.FAILING
