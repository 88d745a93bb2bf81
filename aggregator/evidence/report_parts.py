"""What a report is made of: sections of one sentence, one picture and one table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a picture: `low` and `high` are how sure its length is."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A picture: bars of one unit, said in words in `unit` ("engagements a post")."""

    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One question and its answer: in a sentence, as a picture, as a table.

    `id` names it in addresses and in the CSV; `note` tells how it was counted.
    """

    id: str
    title: str
    sentence: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    picture: Bars | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BestPost:
    """A post to show: what it said, where it is, what it did, its picture's address."""

    text: str
    network: str
    posted_at: datetime
    address: str | None
    did: str
    image: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The evidence of one month, ready to be written down in any format.

    `colour` is the council's own, and `logo` its picture as a data address.
    """

    council: str
    month: str
    written_month: str
    timezone: str
    made_at: datetime
    headline: str
    highlights: tuple[str, ...]
    best: tuple[BestPost, ...] = ()
    sections: tuple[Section, ...] = ()
    next_month: tuple[str, ...] = field(default=())
    colour: str | None = None
    logo: str | None = None


def several(number: float, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 post", "12 posts"."""
    word = one if number == 1 else (many or f"{one}s")
    return f"{plain(number)} {word}"


def plain(number: float) -> str:
    """A number as a person writes it: 4.5, 12, 3,400."""
    if float(number).is_integer():
        return f"{int(number):,}"
    return f"{number:,.1f}" if abs(number) >= 1 else f"{number:.2g}"


def listed(words: Sequence[str]) -> str:
    """Words as in a sentence: "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004  one word has nothing to be joined to
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
