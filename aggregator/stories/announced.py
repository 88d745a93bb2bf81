"""Whether words that name a day, or a day of the week, are of an event on it.

A preview is its event's story, and what says "every Tuesday at ten" is the series
whose dates another source lists. What has become of it later is another story.
"""

from datetime import timedelta

from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.folding import fold
from aggregator.stories.likeness import LEVELS, titles
from aggregator.stories.moments import day_of
from aggregator.stories.places import Place, place_words, same_place
from aggregator.stories.spoken import Spoken, spoken, tells_time
from aggregator.stories.stems import stem
from aggregator.stories.verdict import UNKNOWN, Verdict, same
from aggregator.stories.wordlists import listed
from aggregator.stories.words import amounts, content, is_telling, weight, words_of

# What such a headline is about, besides the event that it names.
_OTHER_MATTERS = frozenset(
    map(
        stem,
        listed(
            """road traffic closed parking diversion police arrest review picture photo
            report winner won raised thanks thank fined court petition objection
            appeal funding grant award contractor consultation vote"""
        ),
    )
)
_EARLY = timedelta(days=1)


def compare_announced(words: Item, event: Item) -> Verdict:
    """Whether `words`, which have no start, are of an event that has one."""
    said = spoken(words)
    if said is None or not _may_be(words, event, said):
        return UNKNOWN
    timed = tells_time(said, event)
    if timed is False:
        return UNKNOWN
    place = same_place(words, event)
    if place is Place.DIFFERENT:
        return UNKNOWN
    if _shared(words, event) < _enough(words, place, timed=bool(timed)):
        return UNKNOWN
    what = "day and time" if timed else "day"
    # A round-up that names many events must not make them one.
    certainty = 0.7 if words.kind is Kind.EVENT else thresholds.HARDLY_CERTAIN
    return same(certainty, f"one says in words the {what} of the other")


def told_otherwise(words: Item, event: Item) -> bool:
    """Whether the words name a day or a time, and not that of the event."""
    said = spoken(words)
    return said is not None and tells_time(said, event) is False


def _enough(words: Item, place: Place, *, timed: bool) -> float:
    """What they must share: least for the same slot at the same place."""
    if words.kind is Kind.EVENT and timed:
        here = place is Place.SAME
        return thresholds.TOGETHER if here else thresholds.OWN_NAME
    if timed:
        here = place is Place.SAME
        return thresholds.OWN_NAME if here else thresholds.REWORDED_DAY
    return thresholds.NAMED


def _may_be(words: Item, event: Item, said: Spoken) -> bool:
    """Whether nothing speaks against it: the headline's matter, an age, a level."""
    name = titles(words.title, event.title)
    if name.contrast or (name.left | name.right) & LEVELS:
        return False
    if words.kind is Kind.EVENT:
        return True
    if name.left & _OTHER_MATTERS or words.published is None or event.starts is None:
        return False
    # A report comes after it.
    told = day_of(words.published, words)
    return bool(said.weekdays) or told <= day_of(event.starts, event) + _EARLY


def _shared(words: Item, event: Item) -> float:
    """The weight of what each title says that the other says anywhere.

    Both must say something of the other's title, apart from where it is.
    """
    where = place_words(words.venue, words.address)
    where |= place_words(event.venue, event.address)
    mine, theirs = words_of(words.title).words, words_of(event.title).words
    told = content(f"{words.title} . {words.summary or ''}")
    sums = amounts(fold(words.title)) & amounts(fold(event.title))
    listed_ = content(f"{event.title} . {event.summary or ''}")
    named = (theirs & told) - where
    headline = (mine & listed_) - where
    if not any(map(is_telling, named)) or not any(map(is_telling, headline)):
        return 0.0
    return sum(map(weight, named | headline | sums))
