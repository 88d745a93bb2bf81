"""How the networks' libraries reach the network: with limits, and only where told."""

import logging
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3

# A network that takes longer to connect to is down; one that takes longer to answer
# has perhaps accepted the post, and is asked about it instead of waited for.
CONNECT_SECONDS = 6.0
READ_SECONDS = 30.0

# At DEBUG these write whole requests, tokens included.
for _name in (
    "tweepy",
    "requests_oauthlib",
    "oauthlib",
    "urllib3",
    "httpx",
    "httpcore",
):
    logging.getLogger(_name).setLevel(logging.WARNING)


class LimitedSession(requests.Session):
    """Requests with a time limit each, that go to `base` whatever host they name.

    Libraries that fix a host sign what they send: so the host is replaced before the
    request is prepared, and the signature is for where it really goes. Redirects are
    not followed, because no API needs them and a token must not travel.
    """

    def __init__(
        self, base: str | None = None, *, read_seconds: float = READ_SECONDS
    ) -> None:
        super().__init__()
        self._base = base.rstrip("/") if base else None
        self._read_seconds = read_seconds
        self.max_redirects = 0

    def request(  # type: ignore[override]
        self,
        method: str,
        url: str,
        **named: Any,  # noqa: ANN401 - as requests has it
    ) -> requests.Response:
        """One request, with the limits."""
        if self._base:
            parts = urlsplit(url)
            query = f"?{parts.query}" if parts.query else ""
            url = f"{self._base}{parts.path}{query}"
        named["timeout"] = (CONNECT_SECONDS, self._read_seconds)
        named["allow_redirects"] = True  # so that one raises TooManyRedirects
        # Without an `auth` a .netrc file would replace the token.
        named["auth"] = named.get("auth") or _as_it_is
        return super().request(method, url, **named)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def never_left(error: BaseException | None) -> bool:
    """Whether a failed request surely never reached the other side."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if (
            isinstance(
                error,
                requests.ConnectTimeout
                | requests.TooManyRedirects
                | requests.exceptions.InvalidURL
                | urllib3.exceptions.NewConnectionError
                | urllib3.exceptions.ConnectTimeoutError,
            )
            or "certificate verify failed" in str(error).lower()
        ):
            return True
        reason = error.args[0] if error.args else None
        inner = getattr(reason, "reason", None) or getattr(error, "reason", None)
        error = (
            inner
            if isinstance(inner, BaseException)
            else error.__cause__ or error.__context__
        )
    return False
