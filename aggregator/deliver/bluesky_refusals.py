"""Bluesky's refusals as sentences that an editor understands."""

from datetime import UTC, datetime

from atproto_client.exceptions import (
    BadRequestError,
    RateLimitExceededError,
    RequestErrorBase,
    UnauthorizedError,
)

from aggregator.deliver import said as moments
from aggregator.model.delivery import Cause, Refused

_GONE = {"AccountTakedown", "AccountDeactivated", "AccountSuspended"}


def refusal(error: BaseException, now: datetime) -> Refused | None:
    """What an answer means; nothing if it leaves open what happened."""
    if isinstance(error, RateLimitExceededError):
        return _too_many(error, now)
    if isinstance(error, RequestErrorBase) and name(error) in _GONE:
        sentence = "Bluesky has closed the account for now; sign in there to see why"
        return Refused(cause=Cause.ACCOUNT, sentence=sentence)
    if isinstance(error, RequestErrorBase) and name(error) in {
        "ExpiredToken",
        "InvalidToken",
    }:
        # Signed in anew at the next try, which is soon.
        sentence = "Bluesky ended the session; it is opened anew"
        return Refused(cause=Cause.TOKEN, sentence=sentence, passing=True)
    if isinstance(error, UnauthorizedError):
        sentence = "Bluesky does not accept the app password; make a new one there"
        return Refused(cause=Cause.TOKEN, sentence=sentence)
    if isinstance(error, BadRequestError):
        sentence = f"Bluesky refuses the post: {said(error)}"
        return Refused(cause=Cause.TEXT, sentence=sentence)
    return None


def name(error: RequestErrorBase) -> str | None:
    """Bluesky's own name for the fault."""
    content = error.response.content if error.response else None
    return getattr(content, "error", None)


def said(error: RequestErrorBase) -> str:
    """What Bluesky itself said, in one line."""
    content = error.response.content if error.response else None
    return str(getattr(content, "message", None) or name(error) or "no reason given")


def _too_many(error: RateLimitExceededError, now: datetime) -> Refused:
    headers = error.response.headers if error.response else {}
    written = str(headers.get("ratelimit-reset", ""))
    again = datetime.fromtimestamp(int(written), UTC) if written.isdigit() else None
    if again is not None and again > now:
        sentence = f"Bluesky takes no more posts until {moments.said(again, now)}"
        return Refused(
            cause=Cause.RATE, sentence=sentence, passing=True, again_at=again
        )
    sentence = "Bluesky takes no more posts for now"
    return Refused(cause=Cause.RATE, sentence=sentence, passing=True)
