"""Words that most readers would have to read twice.

Plain English has a reading age of about nine (GOV.UK, content design). The measure is
Flesch and Kincaid's (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59 is
the school year, and five more the age. Made for pages, it is unsure of a few words: so
names, numbers and links are left out, only what is far too hard is named, and a long
sentence, which has a check of its own, counts as one of fifteen words.
"""

import re
from functools import lru_cache

from aggregator.drafts.checks.context import PLAIN, CheckContext
from aggregator.model.draft import Finding

_FEWEST_WORDS = 14
# A sixth-former's text; what people write for their neighbours stays far below.
_HARD = 18
_LONGEST = 15
_TO_AGE = 5
_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+|\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?](?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")


def reading_age(text: str, context: CheckContext) -> Finding | None:
    if not context.language.startswith("en") or text.count(" ") < _FEWEST_WORDS:
        return None
    plain = _NOT_WORDS.sub("", text)
    # A capital begins a name or a sentence; its word is left out either way.
    words = [word for word in _WORD.findall(plain) if word.islower()]
    if len(words) < _FEWEST_WORDS:
        return None
    spread = sum(map(_syllables, words)) / len(words)
    length = min(_LONGEST, len(words) / max(1, len(_ENDS.findall(plain))))
    age = 0.39 * length + 11.8 * spread - 15.59 + _TO_AGE
    if age < _HARD:
        return None
    return Finding(
        rule="reading-age",
        message="So many long words are hard to read: use shorter ones",
        source=PLAIN,
    )


@lru_cache(maxsize=4096)
def _syllables(word: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word))))
