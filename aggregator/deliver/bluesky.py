"""Bluesky, by atproto: a record key chosen once, so that twice is once.

`putRecord` under the same key with the same content changes nothing, and `getRecord`
settles any doubt. https://docs.bsky.app/docs/advanced-guides/posts (read 2026-11).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx
from atproto_client import Client, models
from atproto_client.exceptions import (
    BadRequestError,
)
from atproto_client.request import Request
from atproto_core.exceptions import AtProtocolError
from atproto_core.uri import AtUri

from aggregator.deliver import bluesky_refusals
from aggregator.deliver.answers import Reply, answered
from aggregator.deliver.bluesky_record import (
    post_record,
    record_key,
    repost_record,
)
from aggregator.deliver.cost import Charged, nothing_charged
from aggregator.deliver.credentials import Credentials
from aggregator.deliver.decide import Habits
from aggregator.deliver.publisher import Part, Publisher, RefusalError, Sending, Where
from aggregator.deliver.wire import CONNECT_SECONDS
from aggregator.drafts.measure import measure
from aggregator.model.delivery import Act, Cause, Outcome, Refused, Sent, Unknown
from aggregator.model.errors import NetworkError, RefusedError
from aggregator.model.metrics import Metrics

SERVER = "https://bsky.social"
_POSTS, _REPOSTS = "app.bsky.feed.post", "app.bsky.feed.repost"
_MOST_BYTES = 3000
# Replies, and the answers to them.
_DEPTH = 2
_FAILURES = (
    AtProtocolError,
    httpx.HTTPError,
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
    return BlueskyAccount(credentials, base=server, clock=clock)


class BlueskyAccount:
    """An account on a personal data server."""

    habits = Habits(settles_after=timedelta(), repeatable_for=timedelta(days=365))

    def __init__(
        self,
        credentials: Credentials,
        *,
        base: str | None = None,
        clock: Callable[[], datetime],
        read_seconds: float = 30.0,
    ) -> None:
        self._credentials, self._clock = credentials, clock
        self._password = credentials.need("app_password")
        limits = httpx.Timeout(read_seconds, connect=CONNECT_SECONDS)
        self._client = Client(base or SERVER, request=Request(timeout=limits))
        self._user: tuple[str, str] | None = None

    def publish(self, part: Part, sending: Sending) -> Outcome:
        """Put one part out; every refusal is a sentence."""
        try:
            user, handle = self._whose()
            _require_fitting(part)
            record = self._record(part, user)
        except RefusalError as error:
            return error.refused
        except RefusedError as error:
            return Refused(cause=Cause.TOKEN, sentence=str(error))
        except _FAILURES as error:
            return self._refused(error) or _not_reached()
        sending()
        try:
            answer = self._client.com.atproto.repo.put_record(
                models.ComAtprotoRepoPutRecord.Data(
                    repo=user,
                    collection=_collection(part),
                    rkey=record_key(part.promised_at, part.key),
                    record=record,
                )
            )
            return _sent(answer.uri, handle, part)
        except _FAILURES as error:
            if _never_left(error):
                return _not_reached()
            return self._refused(error) or Unknown(
                sentence="Bluesky did not say whether it accepted the post"
            )

    def find(self, part: Part, where: Where) -> Sent | None:
        """The record under the key that was chosen for it.

        Raises:
            NetworkError: it could not be asked for.
        """
        del where  # the key is enough
        try:
            user, handle = self._whose()
            found = self._client.com.atproto.repo.get_record(
                models.ComAtprotoRepoGetRecord.Params(
                    repo=user,
                    collection=_collection(part),
                    rkey=record_key(part.promised_at, part.key),
                )
            )
        except BadRequestError as error:
            if bluesky_refusals.name(error) == "RecordNotFound":
                return None
            raise NetworkError("Bluesky could not be asked for the post") from error
        except RefusedError as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            told = refused.sentence if refused else "Bluesky could not be reached"
            raise NetworkError(told) from error
        if part.act is not Act.REPOST and found.value.text != part.text:
            raise NetworkError("Bluesky has another post in the place of this one")
        return _sent(found.uri, handle, part)

    def measure(self, remotes: Sequence[str], now: datetime) -> Mapping[str, Metrics]:
        """Figures of our own posts; nobody counts there how often one was seen.

        Raises:
            NetworkError: Bluesky could not be asked.
        """
        try:
            own, _ = self._whose()
            posts = self._client.app.bsky.feed.get_posts(
                models.AppBskyFeedGetPosts.Params(uris=list(remotes))
            ).posts
            answers = {one.uri: self._answers(one, own) for one in posts}
        except RefusedError as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            words = refused.sentence if refused else "Bluesky could not be reached"
            raise NetworkError(words) from error
        return {
            one.uri: Metrics(
                at=now,
                likes=one.like_count,
                replies=answers[one.uri][0],
                reposts=one.repost_count,
                quotes=one.quote_count,
                answered=answers[one.uri][1],
            )
            for one in posts
        }

    def followers(self) -> int | None:
        """How many follow the account.

        Raises:
            NetworkError: Bluesky could not be asked.
        """
        try:
            user, _ = self._whose()
            told = self._client.app.bsky.actor.get_profile(
                models.AppBskyActorGetProfile.Params(actor=user)
            )
            number: int | None = told.followers_count
        except RefusedError as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            words = refused.sentence if refused else "Bluesky could not be reached"
            raise NetworkError(words) from error
        return number

    def about(self) -> str:
        """Whose app password it is; one ends only when it is revoked.

        Raises:
            NetworkError: Bluesky could not be asked.
            RefusedError: the account is not named.
        """
        try:
            _, handle = self._whose()
        except _FAILURES as error:
            refused = self._refused(error)
            told = refused.sentence if refused else "Bluesky could not be reached"
            raise NetworkError(told) from error
        ends = "the app password does not end until it is revoked"
        return f"Bluesky: may post as @{handle}; {ends}"

    def close(self) -> None:
        """Let go of its connections."""
        self._client.request.close()

    def _answers(
        self, post: models.AppBskyFeedDefs.PostView, own: str
    ) -> tuple[int | None, int | None]:
        """Replies by others and how many we answered; nobody is asked about none."""
        if not post.reply_count:
            return post.reply_count, post.reply_count
        thread = self._client.app.bsky.feed.get_post_thread(
            models.AppBskyFeedGetPostThread.Params(
                uri=post.uri, depth=_DEPTH, parent_height=0
            )
        ).thread
        return answered(post.uri, _beneath(thread, own))

    def _record(self, part: Part, user: str) -> Any:  # noqa: ANN401 - as atproto has it
        if part.act is Act.REPOST:
            return repost_record(self._client, part)
        return post_record(self._client, part, user)

    def _whose(self) -> tuple[str, str]:
        """The identity and handle of the account, signed in once.

        Raises:
            RefusedError: no handle is configured.
        """
        if self._user is None:
            handle = self._credentials.handle
            if handle is None:
                raise RefusedError(
                    "Bluesky needs to know the account",
                    remedy='write its handle: handle = "name.bsky.social"',
                )
            self._client.login(handle, self._password, fetch_bsky_profile=False)
            session = self._client._session  # noqa: SLF001 - no other way to the did
            assert session is not None
            self._user = (session.did, session.handle)
        return self._user

    def _refused(self, error: BaseException) -> Refused | None:
        refused = bluesky_refusals.refusal(error, self._clock())
        if refused is not None and refused.cause is Cause.TOKEN:
            self._user = None  # signed in anew the next time
        return refused


def _beneath(view: object, own: str) -> Iterator[Reply]:
    """Every post beneath one that is shown: blocked and deleted ones are not."""
    if not isinstance(view, models.AppBskyFeedDefs.ThreadViewPost):
        return
    for one in view.replies or ():
        if isinstance(one, models.AppBskyFeedDefs.ThreadViewPost):
            yield Reply(
                id=one.post.uri, to=view.post.uri, is_ours=one.post.author.did == own
            )
            yield from _beneath(one, own)


def _collection(part: Part) -> str:
    return _REPOSTS if part.act is Act.REPOST else _POSTS


def _require_fitting(part: Part) -> None:
    if part.act is Act.REPOST:
        return
    measured = measure(part.text, "bluesky")
    most, length = measured.limit, measured.length
    if length > most:
        sentence = f"Bluesky allows {most} characters, and this has {length}"
        raise RefusalError(Cause.TEXT, sentence)
    if len(part.text.encode()) > _MOST_BYTES:
        sentence = "Bluesky counts this as too long, because of its signs"
        raise RefusalError(Cause.TEXT, sentence)


def _never_left(error: BaseException) -> bool:
    cause = error.__cause__ or error
    return isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout)


def _sent(uri: str, handle: str, part: Part) -> Sent:
    """A repost is seen at the address of what it reposts; it has none of its own."""
    if part.act is Act.REPOST and part.target:
        if part.target.startswith("https://"):
            return Sent(remote=uri, address=part.target)
        place = AtUri.from_str(part.target)
        handle, key = place.hostname, place.rkey
    else:
        key = AtUri.from_str(uri).rkey
    return Sent(remote=uri, address=f"https://bsky.app/profile/{handle}/post/{key}")


def _not_reached() -> Refused:
    return Refused(
        cause=Cause.SERVER,
        sentence="Bluesky could not be reached; nothing was sent",
        passing=True,
    )
