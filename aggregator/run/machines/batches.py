"""Which sources are asked together: decided from what is due and who is at it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

# A worker asks as many side by side; each batch costs it some milliseconds.
SIZE = 64
# At one host, so that one that answers after 19 seconds is done in a minute or so,
# and its other sources stand in line behind those of everybody else.
AT_A_HOST = 8
# Of the batches there is room for, how many may be of sources that failed last time:
# thousands of dead ones wait for each other, and nobody for them.
_FAILING = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A source that is due, and the host that it is asked at."""

    desk: str
    source: str
    host: str
    failing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Sources of one desk to hand to one worker."""

    desk: str
    failing: bool
    wanted: tuple[Wanted, ...]


def batches(
    wanted: Iterable[Wanted],
    busy: Collection[str],
    *,
    room: int,
    failing_under_way: int = 0,
) -> tuple[Together, ...]:
    """At most `room` batches of what is due, given longest due first.

    A host is in one batch at most, and in none while it is busy. What of it comes first
    decides whether that is one of sources that failed last time.
    """
    taken: dict[str, list[Wanted]] = {}
    for one in wanted:
        if one.host in busy:
            continue
        of_host = taken.setdefault(one.host, [])
        alike = not of_host or _kind(of_host[0]) == _kind(one)
        if alike and len(of_host) < AT_A_HOST:
            of_host.append(one)
    rooms = {False: room, True: max(int(room * _FAILING) or 1, 0) - failing_under_way}
    found = _packed(taken.values())
    kept: list[Together] = []
    for batch in found:
        if len(kept) < room and rooms[batch.failing] > 0:
            rooms[batch.failing] -= 1
            kept.append(batch)
    return tuple(kept)


def _packed(groups: Iterable[Sequence[Wanted]]) -> list[Together]:
    """Groups of a host each, put together to batches; desks take turns."""
    open_: dict[tuple[str, bool], list[list[Wanted]]] = defaultdict(list)
    for group in groups:
        packs = open_[_kind(group[0])]
        if not packs or len(packs[-1]) + len(group) > SIZE:
            packs.append([])
        packs[-1].extend(group)
    longest = max(map(len, open_.values()), default=0)
    return [
        Together(desk=desk, failing=failing, wanted=tuple(packs[turn]))
        for turn in range(longest)
        for (desk, failing), packs in open_.items()
        if turn < len(packs)
    ]


def _kind(one: Wanted) -> tuple[str, bool]:
    return one.desk, one.failing
