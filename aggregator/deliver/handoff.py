"""By hand: the text, ready in the network's own composer, and then "it is out".

Web intents are free and need no app; photos are added by hand (read 2026-11).
https://docs.x.com/x-for-websites/web-intents, https://docs.bsky.app (action intents),
https://share.joinmastodon.org asks which instance the account is on.
"""

import re
from collections.abc import Callable
from urllib.parse import quote

from aggregator.model.errors import RefusedError

NETWORK = "x"
_POST = re.compile(
    r"(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com"
    r"/(?P<handle>[A-Za-z0-9_]{1,15})/status/(?P<number>\d{1,20})(?:[/?#].*)?"
)
_STATUS = re.compile(
    r"(?:https?://)?(?P<host>[\w.-]+\.[a-z]{2,})/@(?P<handle>[\w.-]+(?:@[\w.-]+)?)"
    r"/(?P<number>\d{1,24})(?:[/?#].*)?"
)
_RECORD = re.compile(
    r"(?:https?://)?bsky\.app/profile/(?P<handle>[\w.:-]+)"
    r"/post/(?P<number>[a-z2-7]{13})(?:[/?#].*)?"
)


def composer_address(text: str) -> str:
    """Where a browser finds X's composer with this text filled in."""
    return "https://x.com/intent/post?text=" + quote(text, safe="")


def repost_address(post: str, _server: str | None) -> str:
    """Where a browser asks whether to repost a post on X."""
    match = _POST.fullmatch(post)
    return f"https://x.com/intent/retweet?tweet_id={match['number']}" if match else post


def mastodon_sharer(post: str, server: str | None) -> str:
    """Where one's own instance shows a status of any instance, to be boosted there."""
    if server is None:
        return post
    return f"{server.rstrip('/')}/authorize_interaction?uri={quote(post, safe='')}"


def mastodon_composer(text: str) -> str:
    """Where a browser finds the composer of one's own Mastodon instance."""
    return "https://share.joinmastodon.org/#text=" + quote(text, safe="")


def bluesky_composer(text: str) -> str:
    """Where a browser finds Bluesky's composer with this text filled in."""
    return "https://bsky.app/intent/compose?text=" + quote(text, safe="")


def post_address(written: str) -> str | None:
    """The address of a post on X as a person pasted it, tidied; `None` if left empty.

    Raises:
        RefusedError: it is no address of a post on X.
    """
    example = "https://x.com/name/status/number"
    return _tidied(
        written,
        (_POST, "X", example),
        lambda match: f"https://x.com/{match['handle']}/status/{match['number']}",
    )


def mastodon_address(written: str) -> str | None:
    """The same for a status on Mastodon.

    Raises:
        RefusedError: it is no address of a status.
    """
    return _tidied(
        written,
        (_STATUS, "Mastodon", "https://instance/@name/number"),
        lambda one: f"https://{one['host']}/@{one['handle']}/{one['number']}",
    )


def bluesky_address(written: str) -> str | None:
    """The same for a post on Bluesky.

    Raises:
        RefusedError: it is no address of a post on Bluesky.
    """
    return _tidied(
        written,
        (_RECORD, "Bluesky", "https://bsky.app/profile/name/post/key"),
        lambda one: f"https://bsky.app/profile/{one['handle']}/post/{one['number']}",
    )


def _tidied(
    written: str,
    known: tuple[re.Pattern[str], str, str],
    tidy: Callable[[re.Match[str]], str],
) -> str | None:
    pattern, title, example = known
    address = written.strip()
    if not address:
        return None
    match = pattern.fullmatch(address)
    if match is None:
        raise RefusedError(
            f"{address} is not the address of a post on {title}",
            remedy=f"open the post, copy its link: {example}",
        )
    return tidy(match)
