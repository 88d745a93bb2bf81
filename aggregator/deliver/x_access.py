"""How X lets us in: OAuth 1.0a, or OAuth 2 whose tokens are renewed by themselves.

tweepy 4.17 has no time limit, one fixed host and no media endpoint of version 2: so its
client works over a session of ours, and uploads are signed as it signs.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import requests
import tweepy

from aggregator.deliver.credentials import Credentials
from aggregator.deliver.said import said
from aggregator.deliver.wire import LimitedSession
from aggregator.model.errors import RefusedError

_HOST = "https://api.x.com"
# Renewed a little before its end, so that no post meets an old one.
_EARLY = timedelta(minutes=5)


class Access(Protocol):
    """Requests in the name of an account."""

    def ask(self, method: str, route: str, **named: Any) -> dict[str, Any]:  # noqa: ANN401
        """One request and its answer."""
        ...

    def upload(self, jpeg: bytes) -> dict[str, Any]:
        """One picture."""
        ...

    @property
    def level(self) -> str | None:
        """What X said the token may do: "read", "read-write"; nothing if it did not."""
        ...

    def until(self) -> str:
        """When the token ends, as the end of a sentence."""
        ...


def access_of(
    credentials: Credentials, session: LimitedSession, clock: Callable[[], datetime]
) -> Access:
    """OAuth 2 where there is a refresh token or a client, OAuth 1.0a otherwise.

    Raises:
        RefusedError: a secret is missing.
    """
    if credentials.find("refresh_token") or credentials.find("client_id"):
        return _OAuth2(credentials, session, clock)
    return _OAuth1(credentials, session)


class _OAuth1:
    def __init__(self, credentials: Credentials, session: LimitedSession) -> None:
        self._secrets = (
            credentials.need("consumer_key"),
            credentials.need("consumer_secret"),
            credentials.need("access_token"),
            credentials.need("access_token_secret"),
        )
        key, secret, token, token_secret = self._secrets
        self._client = tweepy.Client(
            consumer_key=key,
            consumer_secret=secret,
            access_token=token,
            access_token_secret=token_secret,
        )
        self._client.session = session
        self._session = session
        self.level: str | None = None

    def ask(self, method: str, route: str, **named: Any) -> dict[str, Any]:  # noqa: ANN401
        answer = self._client.request(method, route, user_auth=True, **named)
        self.level = answer.headers.get("x-access-level", self.level)
        return _json(answer)

    def until(self) -> str:
        return "the token does not end until it is revoked"

    def upload(self, jpeg: bytes) -> dict[str, Any]:
        signer = tweepy.OAuth1UserHandler(*self._secrets).apply_auth()
        return _upload(self._session, jpeg, auth=signer)


class _OAuth2:
    def __init__(
        self,
        credentials: Credentials,
        session: LimitedSession,
        clock: Callable[[], datetime],
    ) -> None:
        self._credentials, self._session, self._clock = credentials, session, clock
        self._client = tweepy.Client(credentials.find("access_token"))
        self._client.session = session
        self.level: str | None = None

    def until(self) -> str:
        ends = self._credentials.find("expires_at")
        if ends is None:
            return "the token is renewed by itself"
        moment = datetime.fromisoformat(ends)
        ends = said(moment, self._clock())
        return f"the token ends at {ends} and is renewed by itself"

    def ask(self, method: str, route: str, **named: Any) -> dict[str, Any]:  # noqa: ANN401
        self._renew_before_its_end()
        try:
            return _json(self._client.request(method, route, **named))
        except tweepy.Unauthorized:
            # Surely not carried out: a second time with a new token is no second post.
            self._renew()
            return _json(self._client.request(method, route, **named))

    def upload(self, jpeg: bytes) -> dict[str, Any]:
        self._renew_before_its_end()
        token = self._client.bearer_token
        return _upload(
            self._session, jpeg, headers={"Authorization": f"Bearer {token}"}
        )

    def _renew_before_its_end(self) -> None:
        ends = self._credentials.find("expires_at")
        if not self._client.bearer_token or (
            ends and datetime.fromisoformat(ends) - _EARLY <= self._clock()
        ):
            self._renew()

    def _renew(self) -> None:
        refresh = self._credentials.find("refresh_token")
        client = self._credentials.need("client_id")
        if refresh is None:
            raise RefusedError(
                "The token for X has ended and there is no refresh_token",
                remedy="let the app in again, with the scope offline.access",
            )
        secret = self._credentials.find("client_secret")
        response = self._session.post(
            f"{_HOST}/2/oauth2/token",
            data={
                "grant_type": "refresh_token",
                "refresh_token": refresh,
                "client_id": client,
            },
            auth=(client, secret) if secret else None,
        )
        if not response.ok:
            raise RefusedError(
                "X does not renew the token: it was revoked, or was used elsewhere",
                remedy="let the app in again, and put the new refresh_token in place",
            )
        told = _json(response)
        ends = self._clock() + timedelta(seconds=int(told.get("expires_in", 7200)))
        self._credentials.keep(
            access_token=str(told["access_token"]),
            refresh_token=str(told.get("refresh_token", refresh)),
            expires_at=ends.astimezone(UTC).isoformat(),
        )
        self._client.bearer_token = str(told["access_token"])


def _upload(session: LimitedSession, jpeg: bytes, **how: Any) -> dict[str, Any]:  # noqa: ANN401
    response = session.post(
        f"{_HOST}/2/media/upload",
        data={"media_category": "tweet_image"},
        files={"media": ("picture.jpg", jpeg, "image/jpeg")},
        **how,
    )
    for status, kind in (
        (400, tweepy.BadRequest),
        (401, tweepy.Unauthorized),
        (403, tweepy.Forbidden),
        (413, tweepy.BadRequest),
        (429, tweepy.TooManyRequests),
    ):
        if response.status_code == status:
            raise kind(response)
    if not response.ok:
        raise tweepy.HTTPException(response)
    return _json(response)


def _json(response: requests.Response) -> dict[str, Any]:
    told = response.json()
    if not isinstance(told, dict):
        raise ValueError("X answered something else than an object")  # noqa: TRY004
    return told
