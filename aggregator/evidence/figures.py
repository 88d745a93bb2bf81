"""Numbers from records, each with its definition; pure.

A typical value is the median, because one post that goes round the world would make
the mean of a month useless. Its range is the distribution-free 90 % interval of the
median by order statistics (Hahn and Meeker, Statistical Intervals, 1991, section 5.2):
it supposes nothing about how the figures spread, and needs five posts.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import comb
from statistics import median
from typing import TypeVar

from aggregator.model.evidence import PostRecord

# How sure the range is: nine in ten.
CONFIDENCE = 0.9
FEWEST = 5

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What is typical of some values: `low` and `high` are `None` below five."""

    number: int
    typical: float
    low: float | None = None
    high: float | None = None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough values to say how sure one is."""
        return self.low is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The posts that share something, and how people responded to them.

    `spread` is `None` where no network told anything about any of them.
    """

    name: str
    posts: int
    spread: Spread | None


def spread(values: Iterable[float]) -> Spread | None:
    """What is typical of the values and how sure that is; `None` of none."""
    ordered = sorted(values)
    if not ordered:
        return None
    number = len(ordered)
    if number < FEWEST:
        return Spread(number=number, typical=median(ordered))
    reach = _rank(number)
    return Spread(
        number=number,
        typical=median(ordered),
        low=ordered[reach - 1],
        high=ordered[number - reach],
    )


def groups(
    posts: Sequence[PostRecord],
    names: Callable[[PostRecord], Iterable[str]],
    figure: Callable[[PostRecord], float | None],
) -> tuple[Group, ...]:
    """The posts by name, the most engaging first; a post may have several names."""
    members: dict[str, list[PostRecord]] = {}
    for post in posts:
        for name in names(post):
            members.setdefault(name, []).append(post)
    found = [
        Group(
            name=name,
            posts=len(some),
            spread=spread(
                value for post in some if (value := figure(post)) is not None
            ),
        )
        for name, some in members.items()
    ]
    return tuple(sorted(found, key=_best_first))


def engagements(post: PostRecord) -> float | None:
    """How often people liked, answered, passed on or quoted a post."""
    return None if post.latest is None else post.latest.engagements


def rate(post: PostRecord) -> float | None:
    """Engagements for each time a post was shown."""
    return None if post.latest is None else post.latest.rate


def total(values: Iterable[float | None]) -> float | None:
    """The sum of what is known; `None` if nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def clearly_best(found: Sequence[Group]) -> Group | None:
    """The group whose range lies above every other group's; `None` if they overlap."""
    measured = [one for one in found if one.spread is not None and one.spread.is_enough]
    if len(measured) < 2:  # noqa: PLR2004  there is nothing to be better than
        return None
    best, *others = measured
    highest = max(_high(one) for one in others)
    return best if _low(best) > highest else None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _rank(number: int) -> int:
    """The largest rank whose order statistics still hold the median so surely."""
    most = (1 - CONFIDENCE) / 2
    below, reach = 0, 0
    while reach < number // 2:
        below += comb(number, reach)
        if below / 2**number > most:
            break
        reach += 1
    return max(reach, 1)


def _best_first(group: Group) -> tuple[bool, float, str]:
    if group.spread is None:
        return (True, 0.0, group.name)
    return (False, -group.spread.typical, group.name)


def _low(group: Group) -> float:
    assert group.spread is not None
    assert group.spread.low is not None
    return group.spread.low


def _high(group: Group) -> float:
    assert group.spread is not None
    assert group.spread.high is not None
    return group.spread.high
