"""Pieces of pages that are the same until what they show changes.

Whoever decides on one draft loads the queue again with 49 of the same cards: a card is
written once for all that it was made from, values that compare as equal, and read again
from memory after that. The form's token, which no two pages share, is put in each time.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from markupsafe import Markup

# Some ten kilobytes each: a few editors at different pages of the queue.
MOST = 500


class Fragments:
    """The pieces written lately; used from several threads."""

    def __init__(self, most: int = MOST) -> None:
        # No text that a feed or a person sends can hold it: nobody knows it.
        self.token = f"token-{secrets.token_hex(16)}"
        self._most = most
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def __call__(
        self, token: str, *made_from: Hashable, caller: Callable[[], str]
    ) -> Markup:
        """The piece that `caller` writes, with `token` wherever it wrote ours."""
        with self._lock:
            piece = self._kept.get(made_from)
            if piece is not None:
                self._kept.move_to_end(made_from)
        if piece is None:
            piece = str(caller())
            with self._lock:
                self._kept[made_from] = piece
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return Markup(piece.replace(self.token, token))  # noqa: S704  escaped when it was written
