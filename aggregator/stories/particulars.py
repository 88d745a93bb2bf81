"""What a text says that few others do: names, days of the year, sums of money."""

import re
from functools import lru_cache
from itertools import pairwise

from aggregator.model.item import Item
from aggregator.model.value import Value
from aggregator.stories.folding import fold
from aggregator.stories.sites import NOISE, SORTS, STREETS
from aggregator.stories.stems import stem
from aggregator.stories.wordlists import listed
from aggregator.stories.words import (
    amounts,
    days_of_year,
    is_telling,
    names_a_day,
    plain_words,
    weight,
)

_CAPITAL = re.compile(r"[A-Z]\w+")
# Behind the first a capital only begins a sentence, and a name stands before the last.
_ENDS, _OPENS, _OWNS = ".!?:;\u2022", '("\u2018\u201c', "'\u2019"
_DIGIT = re.compile(r"\d")
_NONE: frozenset[str] = frozenset()
_SMALL = re.compile(r"\b[a-z]\w*")
_OWN = re.compile(r"['\u2019]s?\Z")
_HOST = re.compile(r"\Ahttps?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
# A planning application, as councils number them: "27/00132/FUL", "PA/2027/0131".
_CODE = re.compile(r"\b(?:[a-z]{1,4}/)?\d{2,4}/\d{3,6}(?:/[a-z]{1,5}\d?)?\b(?!/)")
# Names of several words: "Mill Lane", "Stoke Bray Parish Council".
_NAME = re.compile(r"\b[A-Z][\w'\u2019]{1,40}(?: [A-Z][\w'\u2019]{1,40})+")
# A text may name a county council and a town council, and a person in two ways.
_OF_MANY = listed("council councillor service team fund office officer minister")
_TITLES = listed("councillor mayor mr mrs ms miss dr sir the lady lord leader")
_STREET = "street"
_STREETS = STREETS | listed("row grove")
_GOVERNMENT = "gov"
_SHORTEST = 3
# Days that everybody keeps are no names.
_NO_NAME = NOISE | SORTS | STREETS | listed("good boxing bank new year may day easter")


class Particulars(Value, frozen=True, kw_only=True):
    """What tells a text from others about the same sort of thing.

    `days` such as "8mar", `sums` such as "£3m" and "2.9%", `codes` such as
    "27/00132/ful".
    """

    days: frozenset[str] = _NONE
    sums: frozenset[str] = _NONE
    codes: frozenset[str] = _NONE


_NOTHING = Particulars()


def particulars(item: Item) -> Particulars:
    """The particulars of an item's title and text."""
    text = f"{item.title} . {item.summary or ''}"
    # Without a number there are none.
    return _read(text) if _DIGIT.search(text) else _NOTHING


def proper(item: Item) -> frozenset[str]:
    """The words of an item, its address and its site that are written as names are."""
    return _proper(item.title, item.summary or "", item.address or "", item.url or "")


def said(item: Item) -> frozenset[str]:
    """Every word of an item that may name something of it."""
    return plain_words(f"{item.title} . {item.summary or ''} . {item.address or ''}")


def speaks_for(item: Item) -> str | None:
    """The name of the body whose site an item is of: a council's, or one that it tells.

    "penfold" of "www.penfold.gov.uk", and of "penfoldlive.example" only if its words
    have that name.
    """
    return _body(item.url or "", f"{item.title} . {item.summary or ''}")


def _body(url: str, text: str) -> str | None:
    host = _HOST.match(url) if url else None
    if host is None:
        return None
    labels = host[1].lower().split(".")
    if _GOVERNMENT in labels[1:]:
        return labels[labels.index(_GOVERNMENT, 1) - 1]
    lower = text.lower()
    likely = [one for one in labels if len(one) >= _SHORTEST and one in lower]
    told = plain_words(text).intersection(likely) if likely else ()
    return max(told, default=None, key=lambda word: (len(word), word))


def other_names(one: str, other: str) -> bool:
    """Whether in two texts a name's word stands behind others, none of them in common.

    "Mill Lane" is not "Church Lane", "Stoke Bray" not "Kings Bray".
    """
    mine, theirs = _followed(one), _followed(other)
    return any(mine[word].isdisjoint(theirs[word]) for word in mine.keys() & theirs)


@lru_cache(maxsize=2_000)
def _followed(text: str) -> dict[str, frozenset[str]]:
    """By each word of a name of several, those that stand before it."""
    found: dict[str, frozenset[str]] = {}
    for name in _NAME.findall(text):
        words = [stem(fold(_OWN.sub("", word))) for word in name.split()]
        for before, word in pairwise(words):
            if _says_no_name(word) or before in _TITLES:
                continue
            # "Castle Street" is not "Priest Row".
            key = _STREET if word in _STREETS else word
            found[key] = found.get(key, frozenset()) | {before}
    return found


def _says_no_name(word: str) -> bool:
    return word in _OF_MANY or names_a_day(word)


def other_sums(mine: Particulars, theirs: Particulars) -> bool:
    """Whether each names sums of money, and none in common."""
    if not mine.sums or not theirs.sums:
        return False
    one = {sum_ for sum_ in mine.sums if sum_[0] == "£"}
    other = {sum_ for sum_ in theirs.sums if sum_[0] == "£"}
    return bool(one and other and one.isdisjoint(other))


def other_days(mine: Particulars, theirs: Particulars) -> bool:
    """Whether each names days, and one that the other does not where one is shared."""
    if not mine.days or not theirs.days:
        return False
    both = mine.days & theirs.days
    within = mine.days <= theirs.days or theirs.days <= mine.days
    return not both or not (within or len(both) > 1)


@lru_cache(maxsize=2_000)
def _read(text: str) -> Particulars:
    text = text.lower().replace("\u2013", "-")
    days, sums = days_of_year(text), amounts(text)
    codes = frozenset(_CODE.findall(text)) if "/" in text else _NONE
    if not days and not sums and not codes:
        return _NOTHING
    return Particulars(days=days, sums=sums, codes=codes)


@lru_cache(maxsize=2_000)
def _proper(title: str, summary: str, address: str, url: str) -> frozenset[str]:
    found = _names(summary) | (plain_words(address) if address else _NONE)
    if _is_sentence(title):
        found |= _names(title)
    body = _body(url, f"{title} . {summary}")
    if body is not None:
        found |= {body}
    return frozenset(filter(_may_be_name, found))


def _is_sentence(title: str) -> bool:
    """Whether capitals say something: most of its words have none."""
    return len(_SMALL.findall(title)) * 2 >= title.count(" ")


def _names(text: str) -> frozenset[str]:
    """Words with a capital that does not only begin a sentence, or that own a thing."""
    found = []
    for word in _CAPITAL.finditer(text):
        at, end = word.span()
        opened = text[at - 1 : at] in _OPENS
        if (at > 1 and (opened or text[at - 2] not in _ENDS)) or (
            text[end : end + 1] in _OWNS and end < len(text)
        ):
            found.append(stem(fold(word[0])))
    return frozenset(found)


def _may_be_name(word: str) -> bool:
    return (
        len(word) >= _SHORTEST
        and is_telling(word)
        and weight(word) == 1.0
        and word not in _NO_NAME
        and not names_a_day(word)
    )
