"""A thread: several posts in one text, each but the first a reply to the one before.

A line of three dashes or more stands between two of them, so that a thread is written,
edited and compared like any other text. A line of three equals signs stands between the
two languages of a pair: what follows it is no reply, but a post of its own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from aggregator.drafts.measure import Measured, measure
from aggregator.drafts.sentences import sentences

DIVIDER = "---"
# More than that is a page, and belongs on the council's site.
MOST_PARTS = 6
# A last post of fewer is an orphan.
FEWEST_LETTERS = 60
PAIR_DIVIDER = "==="
# A card asks four times for the same text: some pages of them.
_COUNTED = 512
_PAIRED = re.compile(r"(?m)^[ \t]*={3,}[ \t]*$")
_DIVIDED = re.compile(r"(?m)^[ \t]*-{3,}[ \t]*$")
# The last lines that only lead on: "Find out more: https://…", "#WhatsOn".
_ENDS = re.compile(r"(?:\n+(?:[^\n]{0,30}: )?(?:https?://\S+|[#@]\w+(?: [#@]\w+)*))+\Z")


def sides(text: str) -> tuple[str, ...]:
    """The languages of a pair, or the one text; none of them is empty."""
    if PAIR_DIVIDER not in text:
        return (text,) if text.strip() else ()
    found = (one.strip() for one in _PAIRED.split(text))
    return tuple(one for one in found if one)


def paired(texts: tuple[str, ...]) -> str:
    """Two languages as the one text of their pair."""
    return f"\n\n{PAIR_DIVIDER}\n\n".join(texts)


def parts(text: str) -> tuple[str, ...]:
    """The posts of a thread or pair, or the one post; none of them is empty."""
    return tuple(post for side in sides(text) for post in _of_side(side))


def _of_side(text: str) -> tuple[str, ...]:
    if DIVIDER not in text:
        return (text,) if text.strip() else ()
    found = (one.strip() for one in _DIVIDED.split(text))
    return tuple(one for one in found if one)


def joined(posts: tuple[str, ...]) -> str:
    """Posts as the one text of their thread."""
    return f"\n\n{DIVIDER}\n\n".join(posts)


def read_through(text: str) -> str:
    """A thread as somebody reads it: post after post, without the lines between."""
    return "\n\n".join(parts(text))


@lru_cache(maxsize=_COUNTED)
def counts(text: str, network: str) -> tuple[Measured, ...]:
    """What the network counts of each post, in order.

    Raises:
        KeyError: there is no such network.
    """
    return tuple(measure(one, network) for one in parts(text) or ("",))


def measured(text: str, network: str) -> Measured:
    """The fullest of its posts: all of them may go, or none.

    Raises:
        KeyError: there is no such network.
    """
    every = counts(text, network)
    fullest = max(every, key=lambda one: one.length)
    valid = all(one.valid for one in every)
    return Measured(fullest.length, fullest.limit, valid)


def threaded(text: str, network: str) -> str | None:
    """A text that is too long as a thread, divided where a sentence ends.

    Its link and hashtags stay with the first post, which is the one that is passed on;
    where it was divided before, it stays so. Nothing where a single sentence is too
    long, or where it would never end.
    """
    several = sides(text)
    if len(several) > 1:
        each = [
            one if measured(one, network).valid else threaded(one, network)
            for one in several
        ]
        told = tuple(one for one in each if one is not None)
        return paired(told) if len(told) == len(several) else None
    posts: list[str] = []
    for one in parts(text):
        divided = [one] if measure(one, network).valid else _divided(one, network)
        if divided is None:
            return None
        posts += divided
    return joined(tuple(posts)) if 1 < len(posts) <= MOST_PARTS else None


def _divided(text: str, network: str) -> list[str] | None:
    ends = _ENDS.search(text)
    last = ends[0].strip("\n") if ends else ""
    posts: list[list[str]] = []
    for piece in _pieces(text[: ends.start()] if ends else text):
        grown = [*posts[-1], piece] if posts else [piece]
        if posts and not _fits(grown, last if len(posts) == 1 else "", network):
            posts.append([piece])
        else:
            posts[-1:] = [grown]
        if not _fits(posts[-1], last if len(posts) == 1 else "", network):
            return None
    if not posts:
        return None
    _comforted(posts, network)
    first, *others = ("".join(post).strip() for post in posts)
    return [f"{first}\n{last}" if last else first, *others]


def _comforted(posts: list[list[str]], network: str) -> None:
    """Give the last post company, where it would be a few words on their own."""
    while len(posts) > 1 and len(posts[-2]) > 1:
        grown = [posts[-2][-1], *posts[-1]]
        left = len("".join(posts[-2][:-1]))
        if len("".join(posts[-1])) >= FEWEST_LETTERS or left < FEWEST_LETTERS:
            return
        if not _fits(grown, "", network):
            return
        posts[-2:] = [posts[-2][:-1], grown]


def _fits(post: list[str], last: str, network: str) -> bool:
    return measure(f"{''.join(post).strip()}\n{last}".strip(), network).valid


def _pieces(text: str) -> Iterator[str]:
    """Its sentences, each with the space or the lines before it."""
    before = ""
    for line in text.splitlines():
        if not line.strip():
            before += "\n"
            continue
        for number, sentence in enumerate(sentences(line)):
            yield f"{' ' if number else before}{sentence}"
        before = "\n"
