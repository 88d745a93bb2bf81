"""Titles and texts as the words that carry meaning, each with its weight."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from aggregator.stories.stems import stem
from aggregator.stories.wordlists import listed

# Said of many things: alone they tell no two of them apart.
COMMON = listed(
    """activity activities adult afternoon annual branch centre child children class
    club coffee community council course day drop dropin evening event family friendly
    fun group hall join junior learn library local make meet meeting monthly morning
    night online people programme project school service session street support talk
    team town village walk weekly week welcome workshop road late making job
    vacancy"""
)
# Sessions that most branches hold under the same name.
USUAL = listed(
    """baby bounce craft rhyme rhymetime story storytime toddler knit natter lego chess
    code coding book reader reading quiz film yoga tai chi bingo choir digital computer
    author exhibition fair market party singing sing time assistant officer
    manager advisor worker christmas easter halloween summer winter spring autumn
    closure closed close open opening change works update"""
)
_WEIGHTS = {
    **dict.fromkeys(map(stem, USUAL), 0.6),
    **dict.fromkeys(map(stem, COMMON), 0.35),
}
_EMPTY = listed(
    """a an and are as at be by come for from here his her how in into is it its of off
    on or our s so that the their there they this to up us we what whats when where who
    will with you your event events new news latest update updated reminder free
    cancelled canceled postponed rescheduled sold out soldout fully booked
    save date dates again today tomorrow tonight next last every only
    book now please note announcement notice tbc listing info ref reference untitled
    year years old olds age ages aged not has have been
    ltd limited plc llp was were do does can about more"""
)
_DAYS = listed(
    """mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday
    thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays"""
)
_MONTHS = listed(
    """jan feb mar apr jun jul aug sep sept oct nov dec january february march april
    may june july august september october november december"""
)
_PAIRS = re.compile(
    r"\b(?P<a>story|rhyme|part|full|drop|fixed|pre|well|half|on|work)[\s-]+"
    r"(?P<b>times?|in|term|school|being|line|shop)\b"
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.?|p\.m\.?)"
    r"(?![a-z])|\b(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)\b"
)
_WRITTEN_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]*\b(?:\s+\d{4})?|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\s+\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s+\d{4})?|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b"
)
_SITE_NAME = re.compile(r"\s+[|\u2022\u00b7»]\s+[^|\u2022\u00b7»]{3,60}\Z")
_WORD = re.compile(r"[^\W_]+")
_NOON, _MINUTES = 12, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a text says: its words, its numbers and labels, its times of day.

    `numbers` are what tells numbered things apart (ages, parts, "Group B"); `times`
    are minutes after midnight.
    """

    words: frozenset[str]
    numbers: frozenset[str]
    times: frozenset[int]

    @property
    def weight(self) -> float:
        """How much there is to recognise it by."""
        return sum(weight(word) for word in self.words)


def weight(word: str) -> float:
    """What sharing a word is worth, from 0.35 for "club" to 1 for a name."""
    return _WEIGHTS.get(word, 1.0)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """The text without case, accents and apostrophes, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    for mark in ("'", "\u2019", "\u2018", "`"):
        kept = kept.replace(mark, "")
    return " ".join(kept.replace("&", " and ").split())


@lru_cache(maxsize=100_000)
def plain_words(text: str) -> frozenset[str]:
    """Every word of a text, folded, numbers among them."""
    return frozenset(stem(word) for word in _WORD.findall(fold(text)))


@lru_cache(maxsize=100_000)
def words_of(title: str) -> Words:
    """The words of a title, without dates, times and the name of the site."""
    text = _SITE_NAME.sub("", fold(title)) or fold(title)
    times = frozenset(filter(None, map(_minutes, _CLOCK.finditer(text))))
    text = _WRITTEN_DAY.sub(" ", _CLOCK.sub(" ", text))
    text = _PAIRS.sub(r"\g<a>\g<b>", text)
    words: set[str] = set()
    numbers: set[str] = set()
    for found in _WORD.findall(text):
        if found in _EMPTY or found in _DAYS or (found in _MONTHS and found != "may"):
            continue
        word = stem(found)
        if any(char.isdigit() for char in word) or len(word) == 1:
            numbers.add(word.removesuffix("s"))
        elif word not in _EMPTY:
            words.add(word)
    return Words(words=frozenset(words), numbers=frozenset(numbers), times=times)


def _minutes(found: re.Match[str]) -> int | None:
    if found["h24"] is not None:
        return int(found["h24"]) * _MINUTES + int(found["m24"])
    hour = int(found["hour"])
    if not 0 < hour <= _NOON:
        return None
    afternoon = found["half"].startswith("p")
    return (hour % _NOON + _NOON * afternoon) * _MINUTES + int(found["minute"] or 0)
