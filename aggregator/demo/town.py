"""A small council on loopback, which moves with the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from aggregator.demo import broken, diary, feeds, pages, pictures, society
from aggregator.demo.answers import answer, missing
from aggregator.demo.happenings import dated_at, event_at, happenings, job_at
from aggregator.demo.programme import ZONE
from aggregator.demo.values import Event, Town

Clock = Callable[[], datetime]
Page = Callable[[Town, str], str]

_RSS, _ATOM = "application/rss+xml", "application/atom+xml"
_HTML, _CALENDAR = "text/html", "text/calendar"
_MOVED = "digital-drop-in"
_ROBOTS = "User-agent: *\nAllow: /\n"
_WHOLE: dict[str, tuple[str, Page]] = {
    "/": (_HTML, lambda town, _base: pages.home(town)),
    "/whats-on": (_HTML, lambda town, _base: pages.whats_on(town)),
    "/jobs": (_HTML, lambda town, _base: pages.jobs(town)),
    "/news": (_HTML, lambda town, _base: pages.news(town)),
    "/blog": (_HTML, lambda town, _base: pages.blog(town)),
    "/businesses": (_HTML, lambda town, _base: pages.businesses(town)),
    "/community": (_HTML, lambda town, _base: pages.community(town)),
    "/awards": (_HTML, lambda town, base: pages.event_page(_awards(town), base)),
    "/news.rss": (_RSS, feeds.news),
    "/businesses.rss": (_RSS, feeds.businesses),
    "/community/feed.xml": (_RSS, feeds.community),
    "/blog.atom": (_ATOM, feeds.blog),
    "/style.css": ("text/css", lambda _town, _base: pages.style()),
    "/robots.txt": ("text/plain", lambda _town, _base: _ROBOTS),
}


def create_town(clock: Clock) -> Starlette:
    """The town's web site at the moment that the clock tells."""
    site = _Site(clock)
    return Starlette(
        routes=[
            *broken.ROUTES,
            *(Route(path, site.whole) for path in _WHOLE),
            Route("/calendar.ics", site.diary),
            Route("/pictures/{name}", site.picture),
            Route("/events/{slug}", site.event),
            Route("/drop-in/{slug}", site.event),
            Route("/community/{slug}", site.retold),
            Route("/jobs/{reference}", site.job),
            Route("/society/{language}/{number}", site.society),
            Route("/society/{language}", site.society),
            Route("/{column}/{slug}", site.article),
        ]
    )


class _Site:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def whole(self, request: Request) -> Response:
        content_type, page = _WHOLE[request.url.path]
        return self._answer(
            request, page(happenings(self._clock()), _base(request)), content_type
        )

    def diary(self, request: Request) -> Response:
        town, stamp = happenings(self._clock()), self._midnight()
        body = diary.diary(town, _base(request), stamp)
        return self._answer(request, body, _CALENDAR)

    def picture(self, request: Request) -> Response:
        name = request.path_params["name"]
        return self._answer(
            request, pictures.picture(name), pictures.content_type(name)
        )

    def event(self, request: Request) -> Response:
        slug = request.path_params["slug"]
        event = event_at(slug, self._clock())
        # The council has moved these pages, and its list still leads to the old ones.
        if event and slug.startswith(_MOVED) and request.url.path.startswith("/events"):
            return RedirectResponse(f"/drop-in/{slug}", status_code=301)
        page = pages.event_page(event, _base(request)) if event else None
        return self._answer(request, page)

    def retold(self, request: Request) -> Response:
        event = event_at(request.path_params["slug"], self._clock())
        page = pages.community_page(event) if event and event.text.retold else None
        return self._answer(request, page)

    def job(self, request: Request) -> Response:
        job = job_at(request.path_params["reference"], self._clock())
        page = pages.job_page(job, _base(request)) if job else None
        return self._answer(request, page)

    def society(self, request: Request) -> Response:
        asked = request.path_params
        if asked["language"] not in {"cy", "en"}:
            return missing()
        if "number" in asked:
            page = society.event(asked["language"], asked["number"], self._clock())
        else:
            page = society.listing(asked["language"], self._clock())
        return self._answer(request, page)

    def article(self, request: Request) -> Response:
        column, slug = request.path_params["column"], request.path_params["slug"]
        article = dated_at(column, slug, self._clock())
        return self._answer(request, pages.article_page(article) if article else None)

    def _answer(
        self, request: Request, body: str | bytes | None, content_type: str = _HTML
    ) -> Response:
        if body is None:
            return missing()
        return answer(request, body, content_type, self._midnight())

    def _midnight(self) -> datetime:
        """When everything changed last, in UTC."""
        local = self._clock().astimezone(ZONE)
        began = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        return began.astimezone(UTC)


def _awards(town: Town) -> Event:
    """The next; there is one in any five weeks."""
    return next(one for one in town.single if one.text.slug == "reading-awards")


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
