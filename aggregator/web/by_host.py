"""Several desks at one socket, each at its own host name.

A browser gives a cookie only to the host that set it, so nobody's session at one desk
is ever sent to another; and it would be worth nothing there, for each desk looks into
its own database.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from aggregator.web.headers import SecurityHeaders

# Browsers take every name below it for this machine (RFC 6761, 6.3).
LOCALHOST = "localhost"

Find = Callable[[str], ASGIApp | None]


class ByHost:
    """Passes each request on to the desk whose host name it was sent to."""

    def __init__(self, find: Find) -> None:
        self._find = find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Whoever names no desk's host learns of none."""
        assert scope["type"] == "http"
        app = self._find(host_of(scope)) or _NOBODY
        await app(scope, receive, send)


def host_of(scope: Scope) -> str:
    """The host that the request was sent to, without a port; empty if it says none."""
    given = [value for name, value in scope["headers"] if name == b"host"]
    if len(given) != 1:
        return ""
    return _plain(given[0].decode("latin-1"))


def is_local(host: str, name: str, _address: str | None) -> bool:
    """Whether it is the host name of a desk for browsers on this machine."""
    return host == local_host(name)


def is_named(host: str, _name: str, address: str | None) -> bool:
    """Whether it is the host of a desk's address."""
    named = urlsplit(address).hostname if address else None
    return named is not None and host == _plain(named)


def local_host(name: str) -> str:
    """The host name of a desk for browsers on this machine."""
    return f"{name}.{LOCALHOST}"


def _plain(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


async def _nobody(scope: Scope, receive: Receive, send: Send) -> None:
    sentence = "There is no desk at this address, or it is not open yet.\n"
    await PlainTextResponse(sentence, 404)(scope, receive, send)


_NOBODY = SecurityHeaders(_nobody)
