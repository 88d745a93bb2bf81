"""The post that is replied to, quoted or shared, from its address to its number."""

import re

from aggregator.model.errors import RefusedError

_X = re.compile(r"(?:.*/status/)?(\d{1,20})(?:[/?#].*)?")
_MASTODON = re.compile(r"(?:.*/)?(\d{1,24})(?:[/?#].*)?")
_BLUESKY = re.compile(r"https://bsky\.app/profile/([^/]+)/post/([a-z2-7]+)(?:[/?#].*)?")


def x_number(target: str | None) -> str | None:
    """X's number of a post, from the number itself or its address.

    Raises:
        RefusedError: it is neither.
    """
    return _number(_X, target, "X")


def mastodon_number(target: str | None) -> str | None:
    """The instance's number of a status, from the number itself or its address.

    Raises:
        RefusedError: it is neither.
    """
    return _number(_MASTODON, target, "Mastodon")


def bluesky_parts(target: str) -> tuple[str, str] | None:
    """The handle and the record key in a post's web address; nothing if it is none."""
    match = _BLUESKY.fullmatch(target)
    return (match[1], match[2]) if match else None


def _number(pattern: re.Pattern[str], target: str | None, title: str) -> str | None:
    if target is None:
        return None
    match = pattern.fullmatch(target.strip())
    if match is None:
        raise RefusedError(
            f"{target} is not the address of a post on {title}",
            remedy="open the post there and copy its link",
        )
    return match[1]
