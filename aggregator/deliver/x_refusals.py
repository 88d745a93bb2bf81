"""X's refusals as sentences that an editor understands."""

from datetime import UTC, datetime

import tweepy

from aggregator.deliver.said import said
from aggregator.model.delivery import Cause, Refused

# (words in X's answer, the cause, the sentence)
_FORBIDDEN = (
    (
        "duplicate",
        Cause.DUPLICATE,
        "X refuses the same words again soon; change a word or two",
    ),
    (
        "locked",
        Cause.ACCOUNT,
        "X has locked the account for now; sign in there and follow what it asks",
    ),
    ("suspended", Cause.ACCOUNT, "X has suspended the account; appeal there"),
    (
        "oauth1-permissions",
        Cause.TOKEN,
        "The app on X may only read; give it the right to write, then make new tokens",
    ),
    (
        "oauth1 app permissions",
        Cause.TOKEN,
        "The app on X may only read; give it the right to write, then make new tokens",
    ),
    (
        "deleted or not visible",
        Cause.TARGET,
        "The post that this one answers or quotes is no longer there",
    ),
    ("too long", Cause.TEXT, "X counts the text as too long; shorten it"),
    ("client-not-enrolled", Cause.SETTINGS, "The app is not enrolled for X's API v2"),
)
_REPEATED = 500


def refusal(error: tweepy.HTTPException, now: datetime) -> Refused | None:
    """What an answer of X means; nothing if it leaves open what happened."""
    status = error.response.status_code
    told = detail(error)
    if status == 402:  # noqa: PLR2004
        return Refused(
            cause=Cause.CREDIT,
            sentence="There is no credit left with X; buy some, or post by hand",
        )
    if status == 401:  # noqa: PLR2004
        return Refused(
            cause=Cause.TOKEN,
            sentence="X no longer accepts the token; put a new one in its place",
        )
    if status == 429:  # noqa: PLR2004
        return _too_many(error, now)
    if status == 404:  # noqa: PLR2004
        return Refused(
            cause=Cause.TARGET,
            sentence="X knows no such post or account; it was deleted or renamed",
        )
    if status in {400, 403, 413, 422}:
        return _forbidden(told)
    return None


def detail(error: tweepy.HTTPException) -> str:
    """What X itself said, in one line."""
    told = "; ".join(str(one) for one in error.api_messages) or error.response.reason
    return " ".join(str(told).split())[:_REPEATED]


def _forbidden(told: str) -> Refused:
    words = told.casefold()
    for sign, cause, sentence in _FORBIDDEN:
        if sign in words:
            return Refused(cause=cause, sentence=sentence)
    if "media" in words:
        return Refused(cause=Cause.PICTURE, sentence=f"X refuses the picture: {told}")
    return Refused(cause=Cause.TEXT, sentence=f"X refuses the post: {told}")


def _too_many(error: tweepy.HTTPException, now: datetime) -> Refused:
    written = error.response.headers.get("x-rate-limit-reset", "")
    again = datetime.fromtimestamp(int(written), UTC) if written.isdigit() else None
    if again is not None and again > now:
        sentence = f"X takes no more posts from this account until {said(again, now)}"
        return Refused(
            cause=Cause.RATE, sentence=sentence, passing=True, again_at=again
        )
    return Refused(
        cause=Cause.RATE, sentence="X takes no more posts for now", passing=True
    )
