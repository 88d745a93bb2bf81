"""What is one word, or one thing, though written as two, and what says nothing."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from aggregator.stories.wordlists import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase of folded text and what is read instead of it.

    `signs` are words of which it has one at least: most texts have none, and need not
    be searched.
    """

    signs: frozenset[str]
    pattern: re.Pattern[str]
    instead: str | Callable[[re.Match[str]], str]


def _phrase(
    signs: str, pattern: str, instead: str | Callable[[re.Match[str]], str]
) -> Phrase:
    return Phrase(signs=listed(signs), pattern=re.compile(pattern), instead=instead)


def _together(found: re.Match[str]) -> str:
    return "".join(filter(None, found.groups()))


_PHRASES = (
    _phrase("story rhyme", r"\b(story|rhyme)[\s-]+times?\b", r"\1time"),
    _phrase("amser", r"\bamser (?:stori|straeon)\b", "storytime"),
    _phrase("amser", r"\bamser rhigwm\b", "rhymetime"),
    _phrase("sion", r"\bsion corn\b", "santa"),
    _phrase("gwyl", r"\b(?:dydd )?gwyl dewi(?: sant)?\b", "st david"),
    _phrase("david davids", r"\b(?:st|saint) davids? day\b", "st david"),
    _phrase("sign", r"\bbritish sign language\b", "bsl"),
    _phrase("year years", r"\bnew years? eve\b", "nye"),
    _phrase("galw", r"\bgalw (?:heibio|mewn)\b", "dropin"),
    _phrase("hanner", r"\bhanner tymor\b", "half term"),
    _phrase(
        "back again once",
        r"\bback open\b|\bopen(?:s|ed|ing)? (?:again|once more)\b",
        "reopen",
    ),
    _phrase(
        "extended readvertised advertised readvertisement advertisement",
        r"\b(?:closing date|deadline) extended\b"
        r"|\bextended (?:closing date|deadline)\b|\bre-?advertise(?:d|ment)\b",
        " ",
    ),
    _phrase(
        "part full drop fixed pre well half on work switch co get table",
        r"\b(part|full|drop|fixed|pre|well|half|on|work|switch|co|get|table)[\s-]+"
        r"(in|term|school|being|line|shop|on|ordinator|together|top)\b"
        r"|\b(part|full)[\s-]+(time)\b",
        _together,
    ),
    _phrase("father", r"\bfather christmas\b", "santa"),
    _phrase("book", r"\bbook (?:now|early|online|ahead|your \w+|today)\b", " "),
    _phrase("grown", r"\bgrown[\s-]+ups?\b", "adult"),
    _phrase(
        "book readers", r"\bbook (?:club|group)s?\b|\breaders group\b", "reading group"
    ),
    _phrase(
        "new change",
        r"\b(?:new (?:time|venue|date)|(?:time|venue|date) change)\b"
        r"|\bchange of (?:time|venue|date)\b",
        " ",
    ),
    _phrase("due", r"\bdue to \w+(?: \w+)?", " "),
    _phrase("conversation", r"\bin conversation\b", "talk"),
    _phrase("started", r"\b(?:getting )?started(?: with)?\b", "beginner"),
    _phrase("private opening", r"\b(?:private view|opening night)\b", "preview"),
    _phrase("national", r"\bnational theatre\b", "nt"),
    _phrase(
        "history tree trees",
        r"\b(?:trac(?:e|ing) )?(?:your )?family (?:history|tree)s?\b",
        "genealogy",
    ),
    _phrase("over", r"\bover (?=[5-9][05]s?\b)", "senior "),
    _phrase("now", r"\bnow online\b", " "),
    _phrase("occupational", r"\boccupational therap(?:ist|y)s?\b", "ot"),
    _phrase("c", r"\bc of e\b", "ce"),
    _phrase("l1 l2 l3 l4 l5", r"\bl([1-5])\b", r"level \1"),
    _phrase("cor gor", r"\b[cg]or meibion\b", "male voice choir"),
    _phrase("cor gor", r"\b[cg]or merched\b", "lady choir"),
    _phrase("say", r"\bhave (?:your|their) say\b", "consultation"),
    _phrase("teaching", r"\bteaching assistants?\b", "ta"),
    _phrase("mph", r"\b(\d+) mph\b", r"\1mph"),
    _phrase("social", r"\bsocial worker", "socialworker"),
)
SIGNS = frozenset().union(*(phrase.signs for phrase in _PHRASES))


def with_phrases(text: str, words: Collection[str]) -> str:
    """A folded text with each phrase as the word that stands for it.

    `words` are those of the text.
    """
    for phrase in _PHRASES:
        if not phrase.signs.isdisjoint(words):
            text = phrase.pattern.sub(phrase.instead, text)
    return text
