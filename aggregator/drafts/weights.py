"""What characters weigh on X, by the configurations that twitter-text publishes.

https://github.com/twitter/twitter-text, folder config (read 2026-11). X counts by
version 3; the older ones are here because its conformance data is partly for them.
"""

import re
from dataclasses import dataclass

from aggregator.drafts.emoji import SEQUENCES

_EMOJI = 2
# What people type who type no emoji: all of it light, but for the ellipsis. The signs
# for copyright and trade mark are missing, since a selector makes them emoji, and so
# are the digits' keycap and the joiner.
_ELLIPSIS = "\u2026"
_TYPED = re.compile("[\0-\xa8\xaa-\xad\xaf-\u10ff\u2010-\u201f\u2026]*")
_HEAVY = re.compile("[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
INVALID = re.compile("[\ufffe\ufeff\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A configuration: how long a post may be, and what is more than its characters.

    `is_weighted` says that characters of other scripts and emoji count twice,
    `is_emoji_one` that a sequence of emoji counts as a single one.
    """

    longest: int
    is_weighted: bool = True
    is_emoji_one: bool = False


VERSION_1 = Counting(longest=140, is_weighted=False)
VERSION_2 = Counting(longest=280)
VERSION_3 = Counting(longest=280, is_emoji_one=True)


def weight(text: str, counting: Counting = VERSION_3) -> int:
    """What a text without addresses weighs, composed to NFC."""
    if text.isascii() or not counting.is_weighted:
        return len(text)
    if _TYPED.fullmatch(text):
        return len(text) + text.count(_ELLIPSIS)
    if not counting.is_emoji_one:
        return len(text) + len(_HEAVY.findall(text))
    plain, sequences = SEQUENCES.subn("", text)
    return len(plain) + len(_HEAVY.findall(plain)) + _EMOJI * sequences
