"""Filters over plain texts: `sentence`, `capital`, `heading`, `shorten`, `whole`.

`day` and `hours` are the halves of `when`, for a template that says them apart.
"""

from aggregator.drafts import marks, moments
from aggregator.drafts.moments import Span
from aggregator.drafts.sentences import ended

TITLE_RANK = 9


def sentence(value: str | None) -> str:
    """The text with a full stop where it has no mark of its own."""
    return ended(value.strip()) if value else ""


def capital(value: str | None) -> str:
    """The text with a capital, where it begins a sentence."""
    text = value.strip() if value else ""
    return text[0].upper() + text[1:] if text else ""


def heading(value: str | None) -> str:
    """A title: cut only when nothing else is left to cut, and never left out."""
    return marks.marked(value, marks.LAST, TITLE_RANK) if value else ""


def shorten(value: str | None, rank: int = 1) -> str:
    """A text that may be cut to whole sentences, whole words or nothing."""
    return marks.marked(value, marks.SHORTEN, rank) if value else ""


def whole(value: str | None) -> str:
    """A text that is said in full, in a thread where one post is too short for it.

    Only where not even a thread has room is it shortened.
    """
    return marks.marked(value, marks.WHOLE, 1) if value else ""


def day(value: Span | None) -> str:
    """The day alone: "Sat 5 Dec"."""
    return moments.day(value) if value is not None else ""


def hours(value: Span | None) -> str:
    """The time of day alone: "10:30am-12 noon", or nothing where it is not known."""
    return moments.hours(value) if value is not None else ""
