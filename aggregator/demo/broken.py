"""Sources as they are on a bad day."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
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
    "<html><head><title>Error</title></head><body><h1>Service unavailable</h1></body>"
)
_XML, _HTML = "application/rss+xml", "text/html"

ANSWERS: dict[str, tuple[int, str, str | bytes]] = {
    "xml": (200, _XML, "<rss version='2.0'><channel><title>Half a fe"),
    "page": (200, _HTML, _ERROR),
    "empty": (200, _XML, b""),
    "charset": (200, _XML, _CHARSET),
    "old": (200, _XML, _OLD),
    "selectors": (
        200,
        _HTML,
        "<html><body><p>We have a new web site!</p></body></html>",
    ),
    "gone": (410, _HTML, "gone"),
    "error": (500, _HTML, _ERROR),
}


def broken(request: Request) -> Response:
    """The answer of that name; any other is not there."""
    name = request.path_params["name"]
    if name == "loop":
        return RedirectResponse("/broken/loop")
    status, content_type, body = ANSWERS.get(name, (404, _HTML, "not here"))
    return Response(body, status, media_type=content_type)


ROUTES = [Route("/broken/{name}", broken)]
