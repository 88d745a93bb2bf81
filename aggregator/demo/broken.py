"""Sources as they are on a bad day, each at an address of its own under /broken/."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

_OLD = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Old news</title>'
    "<link>https://example.org/</link><description>Old</description>"
    "<item><title>Summer fair on the green</title>"
    "<link>https://example.org/2016/fair</link><guid>2016-fair</guid>"
    "<pubDate>Fri, 01 Jul 2016 09:00:00 +0100</pubDate></item></channel></rss>"
)
_CHARSET = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    "<title>Café news</title><link>https://example.org/</link><description/>"
    "<item><title>Repair café in the library</title>"
    "<link>https://example.org/cafe</link></item></channel></rss>"
).encode("latin-1")
_ERROR = (
    '<!doctype html><html lang="en"><head><title>Sorry</title></head><body>'
    "<h1>Service unavailable</h1><p>Please try again later.</p></body></html>"
)
_NEW_SITE = (
    '<!doctype html><html lang="en"><head><title>Weaver Street Museum</title></head>'
    "<body><h1>We have a new web site!</h1><p>Have a look round.</p></body></html>"
)
_XML, _HTML = "application/rss+xml", "text/html"

ANSWERS: dict[str, tuple[int, str, str | bytes]] = {
    "xml": (200, _XML, "<rss version='2.0'><channel><title>Half a fe"),
    "page": (200, _HTML, _ERROR),
    "empty": (200, _XML, b""),
    "charset": (200, _XML, _CHARSET),
    "old": (200, _XML, _OLD),
    "selectors": (200, _HTML, _NEW_SITE),
    "gone": (410, _HTML, "<h1>Gone</h1>"),
    "error": (500, _HTML, _ERROR),
}
# More than any poll waits for or takes, and yet an end.
SLOW_SECONDS = 60.0
ENDLESS_BYTES = 64 * 1024 * 1024
_PIECE = b"<!-- and another thing -->" * 2048


def broken(request: Request) -> Response:
    """The answer of that name; any other is not there."""
    name = request.path_params["name"]
    status, content_type, body = ANSWERS.get(name, (404, _HTML, "not here"))
    return Response(body, status, media_type=content_type)


def loop(_request: Request) -> Response:
    """Leads to itself."""
    return RedirectResponse("/broken/loop")


async def slow(request: Request) -> Response:
    """Keeps whoever asks waiting, until they go away."""
    for _ in range(int(SLOW_SECONDS * 4)):
        if await request.is_disconnected():
            break
        await asyncio.sleep(0.25)
    return Response(_OLD, media_type=_XML)


def endless(_request: Request) -> Response:
    """A feed that goes on and on."""
    return StreamingResponse(_pieces(), media_type=_XML)


async def _pieces() -> AsyncIterator[bytes]:
    yield b'<?xml version="1.0"?><rss version="2.0"><channel>'
    for _ in range(ENDLESS_BYTES // len(_PIECE)):
        yield _PIECE


ROUTES = [
    Route("/broken/loop", loop),
    Route("/broken/slow", slow),
    Route("/broken/endless", endless),
    Route("/broken/{name}", broken),
]
