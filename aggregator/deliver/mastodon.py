"""Mastodon, by Mastodon.py: the instance's own limits, and a key against doubles.

An instance keeps an Idempotency-Key for up to an hour: the same key brings back the
same status. https://docs.joinmastodon.org/methods/statuses/#headers (read 2026-11).
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from mastodon import Mastodon
from mastodon.errors import (
    MastodonAPIError,
    MastodonError,
    MastodonNotFoundError,
    MastodonRatelimitError,
)

from aggregator.deliver import mastodon_refusals
from aggregator.deliver.answers import Reply, answered
from aggregator.deliver.comparing import essence, from_html
from aggregator.deliver.cost import Charged, nothing_charged
from aggregator.deliver.credentials import Credentials
from aggregator.deliver.decide import Habits
from aggregator.deliver.publisher import Part, Publisher, RefusalError, Sending, Where
from aggregator.deliver.targets import mastodon_number
from aggregator.deliver.wire import LimitedSession, never_left
from aggregator.drafts.measure import measure
from aggregator.model.delivery import Act, Cause, Outcome, Refused, Sent, Unknown
from aggregator.model.errors import NetworkError, RefusedError
from aggregator.model.metrics import Metrics

_READ = 20
_ALT = 1500
# A picture is processed after it was uploaded; a larger one takes some seconds.
_ASKED = 20
_FAILURES = (
    MastodonError,
    requests.RequestException,
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
)


def connect(
    credentials: Credentials,
    server: str | None,
    clock: Callable[[], datetime],
    _charged: Charged = nothing_charged,
) -> Publisher:
    """The account that these credentials are for; reading is free there.

    Raises:
        RefusedError: a secret is missing.
    """
    return MastodonAccount(credentials, base=server or "", clock=clock)


class MastodonAccount:
    """An account on an instance."""

    # Shown at once; the key is kept for an hour, so five minutes less are safe.
    habits = Habits(
        settles_after=timedelta(minutes=1), repeatable_for=timedelta(minutes=55)
    )

    def __init__(
        self,
        credentials: Credentials,
        *,
        base: str,
        clock: Callable[[], datetime],
        read_seconds: float = 30.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._handle = credentials.handle
        self._clock, self._pause = clock, pause
        self._session = LimitedSession(read_seconds=read_seconds)
        self._client = Mastodon(
            access_token=credentials.need("access_token"),
            api_base_url=base,
            ratelimit_method="throw",
            session=self._session,
        )
        self._user: tuple[str, str] | None = None
        self._host = urlsplit(base).netloc
        self._elsewhere: dict[str, str] = {}
        self._most: tuple[int, int] | None = None

    def publish(self, part: Part, sending: Sending) -> Outcome:
        """Put one part out; every refusal is a sentence."""
        try:
            self._whose()
            self._require_fitting(part)
            media = self._pictures(part)
            target = self._target(part)
        except RefusalError as error:
            return error.refused
        except RefusedError as error:
            return Refused(cause=Cause.TOKEN, sentence=str(error))
        except _FAILURES as error:
            return self._refused(error) or _not_reached()
        sending()
        try:
            return self._send(part, target, media)
        except _FAILURES as error:
            if never_left(error):
                return _not_reached()
            return self._refused(error) or Unknown(
                sentence="The instance did not say whether it accepted the post"
            )

    def find(self, part: Part, where: Where) -> Sent | None:
        """The newest statuses of the account are read.

        Raises:
            NetworkError: they could not be.
        """
        try:
            number = self._whose()
            target = self._target(part)
            for status in self._client.account_statuses(number, limit=_READ):
                known = str(status["id"]) in where.known
                if not known and _is_it(status, part, target, where):
                    return _sent(status)
        except (RefusedError, RefusalError) as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            told = refused.sentence if refused else "The instance could not be reached"
            raise NetworkError(told) from error
        return None

    def measure(self, remotes: Sequence[str], now: datetime) -> Mapping[str, Metrics]:
        """Figures of our own statuses; an instance does not tell how often it was seen.

        Raises:
            NetworkError: the instance could not be asked.
        """
        found = {}
        for remote in remotes:
            try:
                status = self._client.status(remote)
                replies, answers = self._answers(remote, status)
                found[remote] = Metrics(
                    at=now,
                    likes=int(status["favourites_count"]),
                    replies=replies,
                    reposts=int(status["reblogs_count"]),
                    answered=answers,
                )
            except MastodonNotFoundError:
                continue
            except _FAILURES as error:
                refused = self._refused(error)
                words = refused.sentence if refused else "The instance did not answer"
                raise NetworkError(words) from error
        return found

    def followers(self) -> int | None:
        """How many follow the account.

        Raises:
            NetworkError: the instance could not be asked.
        """
        try:
            return int(self._client.account_verify_credentials()["followers_count"])
        except _FAILURES as error:
            refused = self._refused(error)
            told = refused.sentence if refused else "The instance could not be reached"
            raise NetworkError(told) from error

    def about(self) -> str:
        """Whose token it is; an instance ends one only when it is revoked.

        Raises:
            NetworkError: the instance could not be asked.
            RefusedError: the token is another account's.
        """
        try:
            self._whose()
        except _FAILURES as error:
            refused = self._refused(error)
            told = refused.sentence if refused else "The instance could not be reached"
            raise NetworkError(told) from error
        name = self._user[1] if self._user else ""
        ends = "the token does not end until it is revoked"
        return f"Mastodon: may post as @{name}; {ends}"

    def close(self) -> None:
        """Let go of its connections."""
        self._session.close()

    def _send(self, part: Part, target: str | None, media: list[str]) -> Sent:
        if part.act is Act.REPOST:
            return _sent(self._client.status_reblog(str(target)))
        reply = part.after or (target if part.act is Act.REPLY else None)
        quote = target if part.act is Act.QUOTE and not part.after else None
        status = self._client.status_post(
            part.text,
            in_reply_to_id=reply,
            media_ids=media or None,
            language=part.language,
            idempotency_key=part.key,
            quoted_status_id=quote,
        )
        return _sent(status)

    def _answers(self, remote: str, status: Any) -> tuple[int, int]:  # noqa: ANN401 - as Mastodon.py has it
        """Replies by others and how many we answered; nobody is asked about none."""
        if not int(status["replies_count"]):
            return 0, 0
        own = str(status["account"]["id"])
        beneath = self._client.status_context(remote)["descendants"]
        return answered(
            remote,
            (
                Reply(
                    id=str(one["id"]),
                    to=str(one["in_reply_to_id"]),
                    is_ours=str(one["account"]["id"]) == own,
                )
                for one in beneath
            ),
        )

    def _whose(self) -> str:
        """The number of the account that the token is for, asked once.

        Raises:
            RefusedError: it is for another account than the one that is configured.
        """
        if self._user is None:
            told = self._client.account_verify_credentials()
            self._user = (str(told["id"]), str(told["acct"]))
        number, name = self._user
        wanted = (self._handle or name).split("@")[0]
        if wanted.casefold() != name.split("@")[0].casefold():
            self._user = None
            raise RefusedError(
                f"The token belongs to @{name}, not to @{wanted}",
                remedy="use the token of that account, or correct the handle",
            )
        return number

    def _target(self, part: Part) -> str | None:
        """Our instance's number of the post that is meant, wherever that was written.

        Raises:
            RefusalError: the instance cannot get hold of it.
            RefusedError: it is not the address of a post.
        """
        target = part.target
        if target is None or urlsplit(target).netloc in {"", self._host}:
            return mastodon_number(target)
        if target not in self._elsewhere:
            found = self._client.search_v2(
                target, resolve=True, result_type="statuses"
            )["statuses"]
            if not found:
                sentence = "The instance cannot find that post; it may be deleted"
                raise RefusalError(Cause.TARGET, sentence)
            self._elsewhere[target] = str(found[0]["id"])
        return self._elsewhere[target]

    def _require_fitting(self, part: Part) -> None:
        """The instance's own limits, asked for once; they may not be the usual ones.

        Raises:
            RefusalError: the part is over one of them.
        """
        if self._most is None:
            told = self._client.instance_v2()["configuration"]["statuses"]
            most = int(told["max_characters"])
            self._most = (most, int(told["max_media_attachments"]))
        most, pictures = self._most
        length = measure(part.text, "mastodon").length
        if part.act is not Act.REPOST and length > most:
            sentence = f"The instance allows {most} characters, and this has {length}"
            raise RefusalError(Cause.TEXT, sentence)
        if len(part.images) > pictures:
            sentence = f"The instance allows {pictures} pictures"
            raise RefusalError(Cause.PICTURE, sentence)

    def _pictures(self, part: Part) -> list[str]:
        media = []
        for image in part.images:
            try:
                told: Any = self._client.media_post(
                    image.jpeg,
                    mime_type="image/jpeg",
                    description=(image.alt or "")[:_ALT] or None,
                )
                self._until_ready(told)
            except MastodonRatelimitError:
                raise
            except MastodonAPIError as error:
                if mastodon_refusals.status(error) in {413, 422}:
                    said = mastodon_refusals.detail(error)
                    sentence = f"The instance refuses the picture: {said}"
                    raise RefusalError(Cause.PICTURE, sentence) from error
                raise
            media.append(str(told["id"]))
        return media

    def _until_ready(self, told: Any) -> None:  # noqa: ANN401 - as Mastodon.py has it
        for _ in range(_ASKED):
            if told.get("url"):
                return
            told = self._client.media(told["id"])
            if not told.get("url"):
                self._pause(1)
        # Perhaps it is ready in time all the same: the instance will say.

    def _refused(self, error: BaseException) -> Refused | None:
        reset = getattr(self._client, "ratelimit_reset", None)
        return mastodon_refusals.refusal(error, self._clock(), reset)


def _is_it(
    status: Any,  # noqa: ANN401 - as Mastodon.py has it
    part: Part,
    target: str | None,
    where: Where,
) -> bool:
    if status["created_at"].astimezone(UTC) < where.since:
        return False
    if part.act is Act.REPOST:
        return bool(status["reblog"]) and str(status["reblog"]["id"]) == target
    if status["reblog"]:
        return False
    return essence(from_html(status["content"])) == essence(part.text)


def _sent(status: Any) -> Sent:  # noqa: ANN401 - as Mastodon.py has it
    address = status["url"] or status["uri"]
    return Sent(remote=str(status["id"]), address=str(address) if address else None)


def _not_reached() -> Refused:
    return Refused(
        cause=Cause.SERVER,
        sentence="The instance could not be reached; nothing was sent",
        passing=True,
    )
