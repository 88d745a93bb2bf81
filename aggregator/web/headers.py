"""What every answer tells the browser to refuse.

The list follows OWASP's secure headers project (read 2026-11). No page holds a script
or a style of its own, and none asks another host for anything.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
# What a page shows is for whoever is signed in, and true only now.
PRIVATE = "no-store"
REVALIDATED = "no-cache"
# A picture's address is made from where it was: what is there is not another one.
OWN = "private, max-age=86400"
# The feeds of what was posted, which anybody may read; new posts may take so long.
SHARED = "public, max-age=300"
# The address of each asset holds the hash of its content.
FOR_EVER = "public, max-age=31536000, immutable"


class SecurityHeaders:
    """Adds them to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and dress the answer."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers["cache-control"] = _cache(scope, message["status"])
            await send(message)

        await self._app(scope, receive, dressed)


def _cache(scope: Scope, status: int) -> str:
    if scope["type"] != "http" or status not in {200, 304}:
        return PRIVATE
    if scope["path"].startswith(("/static/", "/brand.css")):
        return FOR_EVER if scope["query_string"] else REVALIDATED
    if scope["path"].startswith("/open/"):
        return SHARED
    return OWN if scope["path"].startswith("/pictures/") else PRIVATE
