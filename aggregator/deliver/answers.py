"""How many people replied to a post, and how many of them had an answer; pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A post beneath ours: what it replies `to`, and whether it is by us."""

    id: str
    to: str | None
    is_ours: bool


def answered(post: str, beneath: Iterable[Reply]) -> tuple[int, int]:
    """Direct replies by others, and those among them that a post of ours replies to.

    The next part of our own thread is no reply.
    """
    known = tuple(beneath)
    by_others = {one.id for one in known if one.to == post and not one.is_ours}
    ours = {one.to for one in known if one.is_ours}
    return len(by_others), len(by_others & ours)
