"""The length that each network counts.

- X: https://docs.x.com/fundamentals/counting-characters and twitter-text's
  configuration version 3 (read 2026-11): NFC, weights by range, an address 23, an emoji
  sequence 2.
- Mastodon: 500 characters, an address 23, a mention without its host
  (docs.joinmastodon.org/user/posting, read 2026-11).
- Bluesky: 300 graphemes and 3,000 bytes of UTF-8
  (docs.bsky.app, lexicon app.bsky.feed.post, read 2026-11).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import regex

from aggregator.drafts.addresses import addresses

ADDRESS = 23
_EMOJI = 2
_BLUESKY_BYTES = 3_000
# UTS #51's emoji sequences: flags, keycaps, modifiers, tags, and what a joiner joins.
_ELEMENT = (
    r"(?:\p{RI}\p{RI}|[0-9#*]\ufe0f?\u20e3"
    r"|[\p{Emoji}--[0-9#*]](?:\p{Emoji_Modifier}|\ufe0f)?"
    r"(?:[\U000e0020-\U000e007e]+\U000e007f)?)"
)
_EMOJI_SEQUENCE = regex.compile(rf"{_ELEMENT}(?:\u200d{_ELEMENT})*", regex.V1)
# What people type who type no emoji: all of it light, but for the ellipsis. The signs
# for copyright and trade mark are missing, since they count as emoji.
_ELLIPSIS = "\u2026"
_TYPED = re.compile("[\0-\xa8\xaa-\xad\xaf-\u10ff\u2010-\u201f\u2026]*")
_LIGHT = regex.compile(
    "[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]", regex.V1
)
_INVALID = regex.compile("[\ufffe\ufeff\uffff]")
_MENTION = regex.compile(r"(?<![\w@/])(@\w+)@[\w.-]+\w")
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


def on_x(text: str) -> Measured:
    """X's weighted length."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    length = _weight_with_addresses(composed)
    valid = 0 < length <= X_LIMIT and not _INVALID.search(composed)
    return Measured(length, X_LIMIT, valid and not composed.isspace())


def on_mastodon(text: str) -> Measured:
    """Mastodon's count of characters."""
    shortened = _MENTION.sub(r"\1", text) if "@" in text else text
    length, position = 0, 0
    for start, end in addresses(shortened):
        # Only what has a scheme becomes a link there.
        if shortened.startswith(("http://", "https://"), start):
            length += _graphemes(shortened[position:start]) + ADDRESS
            position = end
    length += _graphemes(shortened[position:])
    return Measured(length, MASTODON_LIMIT, 0 < length <= MASTODON_LIMIT)


def on_bluesky(text: str) -> Measured:
    """Bluesky's graphemes; too many bytes make a text invalid as well."""
    length = _graphemes(text)
    fits = len(text.encode("utf-8", "surrogatepass")) <= _BLUESKY_BYTES
    return Measured(length, BLUESKY_LIMIT, fits and 0 < length <= BLUESKY_LIMIT)


X_LIMIT = 280
MASTODON_LIMIT = 500
BLUESKY_LIMIT = 300
NETWORKS: Mapping[str, Callable[[str], Measured]] = MappingProxyType(
    {"x": on_x, "mastodon": on_mastodon, "bluesky": on_bluesky}
)


def _weight_with_addresses(text: str) -> int:
    length, position = 0, 0
    for start, end in addresses(text):
        length += _weight(text[position:start]) + ADDRESS
        position = end
    return length + _weight(text[position:])


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    if _TYPED.fullmatch(text):
        return len(text) + text.count(_ELLIPSIS)
    plain, sequences = _EMOJI_SEQUENCE.subn("", text)
    light = len(_LIGHT.findall(plain))
    return light + 2 * (len(plain) - light) + _EMOJI * sequences


def _graphemes(text: str) -> int:
    # CR LF is one grapheme, the one exception among ASCII characters.
    if text.isascii() and "\r" not in text:
        return len(text)
    return sum(1 for _ in _GRAPHEME.finditer(text))
