"""X, by tweepy: its limits, its errors in plain words, its account read back.

X recognises no key: after a lost answer the account's newest posts are read, and the
same words soon again are refused by X itself (403, without saying which post).
https://docs.x.com/x-api/posts/create-post (read 2026-11).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
import tweepy

from aggregator.deliver import x_refusals
from aggregator.deliver.comparing import essence, from_x
from aggregator.deliver.cost import (
    READ_OWN_POST,
    READ_PERSON,
    READ_POST,
    Charged,
    nothing_charged,
)
from aggregator.deliver.credentials import Credentials
from aggregator.deliver.decide import Habits
from aggregator.deliver.publisher import Part, Publisher, RefusalError, Sending, Where
from aggregator.deliver.targets import x_number
from aggregator.deliver.wire import LimitedSession, never_left
from aggregator.deliver.x_access import Access, access_of
from aggregator.model.delivery import (
    Act,
    Cause,
    Outcome,
    Refused,
    Sent,
    Unknown,
)
from aggregator.model.errors import NetworkError, RefusedError
from aggregator.model.metrics import Metrics

API = "https://api.x.com"
# As many as X counts as one page; posts an account makes in minutes are far fewer.
_READ = 20
# What is read of an account of somebody else for the first time, at $0.005 a post.
_FIRST = 5
_ALL_METRICS = "public_metrics,non_public_metrics"
_PICTURES = 4
_ALT = 1000
# Whatever tweepy and what is under it may raise for an answer that makes no sense.
_FAILURES = (
    tweepy.TweepyException,
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
    charged: Charged = nothing_charged,
) -> Publisher:
    """The account that these credentials are for; `charged` is told of what it reads.

    Raises:
        RefusedError: a secret is missing.
    """
    return XAccount(credentials, base=server, clock=clock, charged=charged)


class XAccount:
    """An account on X."""

    # Its timeline may lag, and nothing recognises a second post but its words.
    habits = Habits(settles_after=timedelta(minutes=6))

    def __init__(
        self,
        credentials: Credentials,
        *,
        base: str | None = None,
        clock: Callable[[], datetime],
        read_seconds: float = 30.0,
        charged: Charged = nothing_charged,
    ) -> None:
        self._handle = credentials.handle
        self._charged = charged
        self._session = LimitedSession(base or API, read_seconds=read_seconds)
        self._access: Access = access_of(credentials, self._session, clock)
        self._clock = clock
        self._user: tuple[str, str] | None = None

    def publish(self, part: Part, sending: Sending) -> Outcome:
        """Put one part out; every refusal is a sentence."""
        try:
            user = self._whose()
            media = self._pictures(part)
            target = x_number(part.target)
        except RefusalError as error:
            return error.refused
        except RefusedError as error:
            return Refused(cause=Cause.TOKEN, sentence=str(error))
        except _FAILURES as error:
            return self._refused(error) or _not_reached()
        sending()
        try:
            return self._send(part, user, target, media)
        except _FAILURES as error:
            if never_left(error):
                return _not_reached()
            return self._refused(error) or Unknown(
                sentence="X did not say whether it accepted the post"
            )

    def find(self, part: Part, where: Where) -> Sent | None:
        """The newest posts of the account are read: X counts that as an owned read.

        Raises:
            NetworkError: they could not be.
        """
        fields = "created_at,entities,referenced_tweets"
        try:
            user = self._whose()
            answer = self._ask(
                "GET",
                f"/2/users/{user}/tweets",
                params={"max_results": _READ, "tweet.fields": fields},
            )
            shown = answer.get("data", [])
            self._charged(_priced(shown, READ_OWN_POST))
            target = x_number(part.target)
            for one in shown:
                if one["id"] not in where.known and _is_it(one, part, target, where):
                    return self._sent(one["id"])
        except RefusedError as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            told = refused.sentence if refused else "X could not be reached"
            raise NetworkError(told) from error
        return None

    def timeline(self, handle: str, mark: str | None) -> tuple[bytes, str | None]:
        """What an account posted after `mark`; each post is paid for once.

        A mark is the account's number and its newest post: a number stays when a name
        changes, and asking whose a name is costs more than a post.

        Raises:
            NetworkError: it could not be read.
        """
        user, _, newest = (mark or "").partition(":")
        asked: dict[str, object] = {
            "max_results": _READ if newest else _FIRST,
            "exclude": "replies,retweets",
            "tweet.fields": "created_at,entities,referenced_tweets,lang,author_id",
            "expansions": "author_id",
        }
        if newest:
            asked["since_id"] = newest
        try:
            user = user or self._number_of(handle)
            told = self._ask("GET", f"/2/users/{user}/tweets", params=asked)
            posts = told.get("data") or ()
            found = [str(one["id"]) for one in posts]
            people = told.get("includes", {}).get("users", ())
            self._charged(_priced(posts, READ_POST) | _priced(people, READ_PERSON))
        except RefusedError as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            words = refused.sentence if refused else "X could not be reached"
            raise NetworkError(words) from error
        body = json.dumps(told).encode()
        if found:
            return body, f"{user}:{max(found, key=int)}"
        return body, None if mark else f"{user}:"

    def measure(self, remotes: Sequence[str], now: datetime) -> Mapping[str, Metrics]:
        """Figures of our own posts, with the clicks that only their author is told.

        X keeps those back after 30 days and where a post is another account's: such a
        post is asked for again without them. Asked for by their numbers, X calls them
        no owned reads. https://docs.x.com/x-api/posts/lookup/integrate (read 2026-11).

        Raises:
            NetworkError: X could not be asked.
        """
        try:
            told, kept_back = self._figures(
                remotes, "public_metrics,non_public_metrics"
            )
            if kept_back:
                told += self._figures(kept_back, "public_metrics")[0]
            self._charged(_priced(told, READ_POST))
            return {str(one["id"]): _metrics(one, now) for one in told}
        except RefusedError as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            words = refused.sentence if refused else "X could not be reached"
            raise NetworkError(words) from error

    def _figures(
        self, remotes: Sequence[str], fields: str
    ) -> tuple[list[dict[str, Any]], list[str]]:
        """Posts with these fields, and those whose fields X keeps to itself."""
        asked = {"ids": ",".join(remotes), "tweet.fields": fields}
        answer = self._ask("GET", "/2/tweets", params=asked)
        told = list(answer.get("data") or ())
        known = {str(one["id"]) for one in told}
        refused = {
            str(one.get("resource_id") or one.get("value"))
            for one in answer.get("errors") or ()
            if "authorization" in f"{one.get('title')} {one.get('type')}".lower()
        }
        return told, [one for one in remotes if one in refused - known]

    def followers(self) -> int | None:
        """How many follow the account.

        Raises:
            NetworkError: X could not be asked.
        """
        asked = {"user.fields": "public_metrics"}
        try:
            told = self._ask("GET", "/2/users/me", params=asked)["data"]
            self._charged(_priced((told,), READ_PERSON))
            return int(told["public_metrics"]["followers_count"])
        except RefusedError as error:
            raise NetworkError(str(error)) from error
        except _FAILURES as error:
            refused = self._refused(error)
            words = refused.sentence if refused else "X could not be reached"
            raise NetworkError(words) from error

    def about(self) -> str:
        """Whose token it is, whether it may write, and when it ends.

        Raises:
            NetworkError: X could not be asked.
            RefusedError: the token is another account's, or may only read.
        """
        try:
            self._whose()
        except _FAILURES as error:
            refused = self._refused(error)
            told = refused.sentence if refused else "X could not be reached"
            raise NetworkError(told) from error
        if self._access.level == "read":
            raise RefusedError(
                "The token for X may only read",
                remedy="give the app the right to write, then make new tokens",
            )
        name = self._user[1] if self._user else ""
        return f"X: may post as @{name}; {self._access.until()}"

    def close(self) -> None:
        """Let go of its connections."""
        self._session.close()

    def _send(
        self, part: Part, user: str, target: str | None, media: list[str]
    ) -> Sent:
        if part.act is Act.REPOST:
            route = f"/2/users/{user}/retweets"
            told = self._ask("POST", route, json={"tweet_id": target})["data"]
            return self._sent(str(told.get("rest_id") or target))
        told = self._ask("POST", "/2/tweets", json=_body(part, target, media))["data"]
        return self._sent(str(told["id"]))

    def _ask(self, method: str, route: str, **named: Any) -> dict[str, Any]:  # noqa: ANN401
        return self._access.ask(method, route, **named)

    def _number_of(self, handle: str) -> str:
        """The number of an account, from its name."""
        told = self._ask("GET", f"/2/users/by/username/{handle}")["data"]
        self._charged(_priced((told,), READ_PERSON))
        return str(told["id"])

    def _whose(self) -> str:
        """The number of the account that the token is for, asked once.

        Raises:
            RefusedError: it is for another account than the one that is configured.
        """
        if self._user is None:
            told = self._ask("GET", "/2/users/me")["data"]
            self._charged(_priced((told,), READ_PERSON))
            self._user = (str(told["id"]), str(told["username"]))
        number, name = self._user
        if self._handle and name.casefold() != self._handle.casefold():
            self._user = None
            raise RefusedError(
                f"The token for X belongs to @{name}, not to @{self._handle}",
                remedy="use the token of that account, or correct the handle",
            )
        return number

    def _pictures(self, part: Part) -> list[str]:
        media = []
        for image in part.images[:_PICTURES]:
            try:
                told = self._access.upload(image.jpeg)
                number = str(told["data"]["id"])
                if image.alt:
                    self._ask(
                        "POST",
                        "/2/media/metadata",
                        json={
                            "id": number,
                            "metadata": {"alt_text": {"text": image.alt[:_ALT]}},
                        },
                    )
            except (tweepy.BadRequest, tweepy.Forbidden) as error:
                sentence = f"X refuses the picture: {x_refusals.detail(error)}"
                raise RefusalError(Cause.PICTURE, sentence) from error
            media.append(number)
        return media

    def _refused(self, error: BaseException) -> Refused | None:
        if not isinstance(error, tweepy.HTTPException):
            return None
        return x_refusals.refusal(error, self._clock())

    def _sent(self, number: str) -> Sent:
        name = self._user[1] if self._user else "i"
        return Sent(remote=number, address=f"https://x.com/{name}/status/{number}")


def _priced(read: Iterable[Mapping[str, Any]], price: float) -> dict[str, float]:
    """What X charges for each of these; a post and a person never share a number."""
    return {str(one["id"]): price for one in read}


def _metrics(post: Mapping[str, Any], now: datetime) -> Metrics:
    told = post["public_metrics"]
    return Metrics(
        at=now,
        impressions=told.get("impression_count"),
        likes=told.get("like_count"),
        replies=told.get("reply_count"),
        reposts=told.get("retweet_count"),
        quotes=told.get("quote_count"),
        clicks=(post.get("non_public_metrics") or {}).get("url_link_clicks"),
    )


def _body(part: Part, target: str | None, media: list[str]) -> dict[str, Any]:
    body: dict[str, Any] = {"text": part.text}
    if media:
        body["media"] = {"media_ids": media}
    reply = part.after or (target if part.act is Act.REPLY else None)
    if reply:
        body["reply"] = {"in_reply_to_tweet_id": reply}
    if part.act is Act.QUOTE and target and not part.after:
        body["quote_tweet_id"] = target
    return body


def _is_it(shown: dict[str, Any], part: Part, target: str | None, where: Where) -> bool:
    made = datetime.fromisoformat(shown["created_at"])
    if made.astimezone(UTC) < where.since:
        return False
    about = {one["type"]: one["id"] for one in shown.get("referenced_tweets") or ()}
    if part.act is Act.REPOST:
        return about.get("retweeted") == target
    urls = shown.get("entities", {}).get("urls", ())
    links = [(one["url"], one["expanded_url"]) for one in urls]
    if part.act is Act.QUOTE and about.get("quoted") == target:
        links = [(short, "" if target in full else full) for short, full in links]
    return essence(from_x(shown["text"], links)) == essence(part.text)


def _not_reached() -> Refused:
    return Refused(
        cause=Cause.SERVER,
        sentence="X could not be reached; nothing was sent",
        passing=True,
    )
