"""An instance's refusals as sentences that an editor understands."""

from datetime import UTC, datetime

from mastodon.errors import MastodonAPIError, MastodonRatelimitError

from aggregator.deliver.said import said
from aggregator.model.delivery import Cause, Refused

# Mastodon.py gives (sentence, status, reason, what the instance said).
_FULL = 4
_SAID_AT_MOST = 300
_SENTENCES = {
    401: (
        Cause.TOKEN,
        "The instance no longer accepts the token; put a new one in its place",
    ),
    404: (
        Cause.TARGET,
        "The instance knows no such post; it was deleted, or cannot be seen there",
    ),
}


def refusal(error: BaseException, now: datetime, reset: float | None) -> Refused | None:
    """What an answer means; nothing if it leaves open what happened."""
    if isinstance(error, MastodonRatelimitError):
        return _too_many(now, reset)
    if not isinstance(error, MastodonAPIError):
        return None
    code, said = status(error), detail(error)
    if code in _SENTENCES:
        cause, sentence = _SENTENCES[code]
        return Refused(cause=cause, sentence=sentence)
    if code == 403:  # noqa: PLR2004
        return _forbidden(said)
    if code in {400, 410, 413, 422}:
        sentence = f"The instance refuses the post: {said}"
        return Refused(cause=Cause.TEXT, sentence=sentence)
    return None


def status(error: MastodonAPIError) -> int | None:
    """The HTTP status of an answer, if Mastodon.py tells it."""
    return int(error.args[1]) if len(error.args) == _FULL else None


def detail(error: MastodonAPIError) -> str:
    """What the instance itself said, in one line."""
    said = error.args[3] or error.args[2] if len(error.args) == _FULL else error.args[0]
    return " ".join(str(said).split())[:_SAID_AT_MOST]


def _forbidden(said: str) -> Refused:
    if "scope" in said.casefold():
        sentence = "The token may not post; make one with the right to write"
        return Refused(cause=Cause.TOKEN, sentence=sentence)
    sentence = f"The instance does not let the account post: {said}"
    return Refused(cause=Cause.ACCOUNT, sentence=sentence)


def _too_many(now: datetime, reset: float | None) -> Refused:
    again = datetime.fromtimestamp(reset, UTC) if reset else None
    if again is not None and again > now:
        sentence = f"The instance takes no more posts until {said(again, now)}"
        return Refused(
            cause=Cause.RATE, sentence=sentence, passing=True, again_at=again
        )
    sentence = "The instance takes no more posts for now"
    return Refused(cause=Cause.RATE, sentence=sentence, passing=True)
