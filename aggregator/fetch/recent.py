"""Documents fetched a moment ago, so that trying again asks nobody again."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aggregator.model.document import Document
from aggregator.model.errors import FetchError

# Somebody who writes selectors types for some minutes; a failure may pass sooner.
_LASTS = timedelta(minutes=10)
_FAILURE_LASTS = timedelta(seconds=30)
# Ten MiB at most each.
_MOST = 8

# An address, and the private networks that it may be in.
Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    result: Document | FetchError
    at: datetime


@dataclass(slots=True)
class _Place:
    lock: threading.Lock = field(default_factory=threading.Lock)
    known: _Known | None = None


class Recent:
    """Belongs to no event loop and to any number of threads."""

    def __init__(self) -> None:
        self._places: OrderedDict[Key, _Place] = OrderedDict()
        self._lock = threading.Lock()

    def get(
        self,
        key: Key,
        now: datetime,
        fetch: Callable[[], Document],
        *,
        again: bool = False,
    ) -> Document:
        """The document, fetched unless it was lately; `again` fetches it in any case.

        Two who want the same at once fetch it once.

        Raises:
            FetchError: it could not be fetched, now or a moment ago.
        """
        with self._place(key) as place:
            known = place.known
            if known is None or again or now - known.at > _lasts(known):
                try:
                    result: Document | FetchError = fetch()
                except FetchError as error:
                    result = error
                place.known = known = _Known(result=result, at=now)
            if isinstance(known.result, FetchError):
                raise known.result
            return known.result

    @contextmanager
    def _place(self, key: Key) -> Iterator[_Place]:
        with self._lock:
            place = self._places.pop(key, None) or _Place()
            self._places[key] = place
            while len(self._places) > _MOST:
                self._places.popitem(last=False)
        with place.lock:
            yield place


def _lasts(known: _Known) -> timedelta:
    return _FAILURE_LASTS if isinstance(known.result, FetchError) else _LASTS
