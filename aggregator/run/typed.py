"""What is wrong with an address that somebody typed, who has no file to look into."""

import re
from collections.abc import Mapping

from aggregator.model.errors import AggregatorError, FetchError, ReadError, RefusedError

_ADDRESS = re.compile(r'\["([^"]+)"\]')
_FETCHING = {
    "dns": "check how it is written",
    "gone": "look for its new address",
    "not-found": "check how it is written, or look for its new address",
    "throttled": "wait a while",
}
_READING = {
    "page-instead-of-feed": "see what can be read there: aggregator add {url}",
    "nothing-matches": "see what can be read there: aggregator add {url}",
    "unknown-format": "see what can be read there: aggregator add {url}",
}


def as_typed(
    error: AggregatorError,
    url: str,
    allow: str,
    reading: Mapping[str, str] | None = None,
) -> AggregatorError:
    """The same error without a word of `sources.toml`, and with the address once.

    `allow` says how a private address is allowed, with `{network}` in it; `reading`
    what to do about what cannot be read, by its cause, where it is not `add`.
    """
    message = error.message.removeprefix(f"{url}: ")
    remedy = error.remedy
    if isinstance(error, FetchError):
        remedy = _FETCHING.get(error.cause, remedy)
        private = _ADDRESS.search(error.remedy or "")
        if error.cause == "refused-address" and private:
            remedy = allow.format(network=private[1])
    if isinstance(error, ReadError):
        remedy = (reading or _READING).get(error.cause, remedy or "").format(url=url)
    return RefusedError(message, remedy=remedy or None)
