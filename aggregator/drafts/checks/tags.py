"""Hashtags found in a post, and their words."""

# ruff: noqa: RUF001, SIM905 - wide signs are meant; word lists read better so

import re
from collections.abc import Collection
from functools import lru_cache

import regex

# As X finds them (twitter-text 3.1.0, read 2026-11): the vowels of Bengali and Tamil
# are marks, which `\w` leaves out; `#5` is none, nor is an address or a keycap.
_IN_A_TAG = (
    r"[\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c"
    r"\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7]"
)
HASHTAG = regex.compile(
    r"(?<![\p{L}\p{Nd}_/&]|(?![\ufe0e\ufe0f])\p{M})[#＃](?![\ufe0f\u20e3])"
    rf"({_IN_A_TAG}*[\p{{L}}\p{{M}}]{_IN_A_TAG}*+)(?![#＃]|://)"
)
LONGEST_PLAIN_TAG = 10
_WORD = re.compile(r"[^\W\d_]{2,}")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z0-9])")
# The words that tags of councils and libraries are made of, besides their stories'.
_USUAL = frozenset(
    "a and at big book books by club community council day events family for free good "
    "great green history home in it jobs kids library libraries life little live local "
    "love make market me more music my new news of old on our park people place read "
    "reading school shop small stay story summer winter spring autumn christmas the "
    "this time to together town up us vote walk walks warm we week welcome what whats "
    "wellbeing with work you your youth".split()
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def apart(tag: str) -> str:
    """The words of a CamelCase tag: "MarketSquare" is "Market Square"."""
    return _HUMP.sub(" ", tag)


def capitalised(tag: str, known: Collection[str]) -> str | None:
    """The tag with a capital for each word; `None` where its words are not certain."""
    parts = _divided(tag.lower(), frozenset(known) | _USUAL)
    return "".join(part[0].upper() + part[1:] for part in parts) if parts else None


@lru_cache(maxsize=256)
def _divided(tag: str, known: frozenset[str]) -> tuple[str, ...] | None:
    """The tag in the fewest words that are known; nothing if some part is not."""
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(tag) + 1):
        ways = [
            (*before, tag[start:end])
            for start, before in enumerate(best)
            if before is not None and tag[start:end] in known
        ]
        best.append(min(ways, key=len) if ways else None)
    return best[-1]
