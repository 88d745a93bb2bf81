"""The length that each network counts.

- X: https://docs.x.com/fundamentals/counting-characters and twitter-text (read
  2026-11), configuration version 3 unless another is asked for.
- Mastodon: 500 characters, an address 23, a mention without its host
  (docs.joinmastodon.org/user/posting, read 2026-11).
- Bluesky: 300 graphemes and 3,000 bytes of UTF-8
  (docs.bsky.app, lexicon app.bsky.feed.post, read 2026-11).
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import regex

from aggregator.drafts.addresses import addresses
from aggregator.drafts.weights import INVALID, VERSION_3, Counting, weight

ADDRESS = 23
_SCHEME = len("https://")
_BLUESKY_BYTES = 3_000
# As Mastodon's own server finds one (app/models/account.rb, read 2026-11).
_MENTION = regex.compile(
    r"(?<![=/\w])(@[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@\w+(?:[.-]+\w+)*", regex.I
)
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Measured:
    """A text's length and limit in the network's own units, and whether it may go."""

    length: int
    limit: int
    valid: bool


def measure(text: str, network: str) -> Measured:
    """What the network counts; an empty text is not valid.

    Raises:
        KeyError: the network is not one of `NETWORKS`.
    """
    return NETWORKS[network](text)


def on_x(text: str, counting: Counting = VERSION_3) -> Measured:
    """X's weighted length."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    length = _weight_with_addresses(composed, counting)
    valid = 0 < length <= counting.longest and not INVALID.search(composed)
    return Measured(length, counting.longest, valid and not composed.isspace())


def on_mastodon(text: str) -> Measured:
    """Mastodon's count of characters."""
    shortened = _MENTION.sub(r"\1", text) if "@" in text else text
    length, position = 0, 0
    for start, end in addresses(shortened):
        # Only what has a scheme becomes a link there.
        if "://" in shortened[start : start + _SCHEME]:
            length += _graphemes(shortened[position:start]) + ADDRESS
            position = end
    length += _graphemes(shortened[position:])
    return Measured(length, MASTODON_LIMIT, 0 < length <= MASTODON_LIMIT)


def on_bluesky(text: str) -> Measured:
    """Bluesky's graphemes; too many bytes make a text invalid as well."""
    length = _graphemes(text)
    fits = len(text.encode("utf-8", "surrogatepass")) <= _BLUESKY_BYTES
    return Measured(length, BLUESKY_LIMIT, fits and 0 < length <= BLUESKY_LIMIT)


X_LIMIT = VERSION_3.longest
MASTODON_LIMIT = 500
BLUESKY_LIMIT = 300
NETWORKS: Mapping[str, Callable[[str], Measured]] = MappingProxyType(
    {"x": on_x, "mastodon": on_mastodon, "bluesky": on_bluesky}
)


def _weight_with_addresses(text: str, counting: Counting) -> int:
    length, position = 0, 0
    for start, end in addresses(text):
        length += weight(text[position:start], counting) + ADDRESS
        position = end
    return length + weight(text[position:], counting)


def _graphemes(text: str) -> int:
    # CR LF is one grapheme, the one exception among ASCII characters.
    if text.isascii() and "\r" not in text:
        return len(text)
    return sum(1 for _ in _GRAPHEME.finditer(text))
