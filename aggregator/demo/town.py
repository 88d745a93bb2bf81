"""A small council on loopback, which moves with the clock."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from aggregator.demo import broken, diary, feeds, pages, pictures
from aggregator.demo.happenings import Event, Town, happenings
from aggregator.demo.special import awards

Clock = Callable[[], datetime]
Page = Callable[[Town, str], str]

_RSS, _ATOM = "application/rss+xml", "application/atom+xml"
_HTML, _CALENDAR = "text/html", "text/calendar"
_WHOLE: dict[str, tuple[str, Page]] = {
    "/": (_HTML, lambda town, _base: pages.home(town)),
    "/whats-on": (_HTML, lambda town, _base: pages.whats_on(town)),
    "/jobs": (_HTML, lambda town, _base: pages.jobs(town)),
    "/news.rss": (_RSS, feeds.news),
    "/businesses.rss": (_RSS, feeds.businesses),
    "/community/feed.xml": (_RSS, feeds.community),
    "/blog.atom": (_ATOM, feeds.blog),
    "/style.css": ("text/css", lambda _town, _base: pages.STYLE),
    "/robots.txt": ("text/plain", lambda _town, _base: "User-agent: *\nAllow: /\n"),
}


def create_town(clock: Clock) -> Starlette:
    """The town's web site at the moment that the clock tells."""
    site = _Site(clock)
    return Starlette(
        routes=[
            *broken.ROUTES,
            *(Route(path, site.whole) for path in _WHOLE),
            Route("/awards", site.awards),
            Route("/calendar.ics", site.diary),
            Route("/pictures/{name}.jpg", site.picture),
            Route("/events/{slug}", site.event),
            Route("/community/{slug}", site.event),
            Route("/jobs/{reference}", site.job),
            Route("/{slug:path}", site.article),
        ]
    )


class _Site:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def _town(self) -> Town:
        return happenings(self._clock())

    def whole(self, request: Request) -> Response:
        content_type, page = _WHOLE[request.url.path]
        return _answer(request, page(self._town(), _base(request)), content_type)

    def awards(self, request: Request) -> Response:
        event = awards(self._clock())
        return _answer(request, pages.event_page(event, _base(request)), _HTML)

    def diary(self, request: Request) -> Response:
        town = self._town()
        midnight = self._clock().replace(hour=0, minute=0, second=0, microsecond=0)
        return _answer(request, diary.diary(town, _base(request), midnight), _CALENDAR)

    def picture(self, request: Request) -> Response:
        jpeg = pictures.picture(request.path_params["name"])
        if jpeg is None:
            return _missing()
        return _answer(request, jpeg, "image/jpeg")

    def event(self, request: Request) -> Response:
        found: dict[str, Event] = {one.slug: one for one in self._town().events}
        event = found.get(request.path_params["slug"])
        if event is None:
            return _missing()
        return _answer(request, pages.event_page(event, _base(request)), _HTML)

    def job(self, request: Request) -> Response:
        found = {job.reference: job for job in self._town().jobs}
        job = found.get(request.path_params["reference"])
        return _answer(request, pages.job_page(job), _HTML) if job else _missing()

    def article(self, request: Request) -> Response:
        town = self._town()
        dated = (*town.articles, *town.posts, *town.businesses)
        found = {article.slug: article for article in dated}
        article = found.get(request.path_params["slug"])
        if article is None:
            return _missing()
        return _answer(request, pages.article_page(article), _HTML)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _answer(request: Request, body: str | bytes, content_type: str) -> Response:
    data = body.encode() if isinstance(body, str) else body
    etag = f'"{hashlib.blake2b(data, digest_size=8).hexdigest()}"'
    headers = {"etag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=content_type, headers=headers)


def _missing() -> Response:
    return Response("There is no such page in Ambleford.", 404, media_type="text/plain")
