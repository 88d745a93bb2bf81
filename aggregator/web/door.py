"""Who comes in: the session, the role and the form's token, before any page runs.

Pages are plain functions; they run in a worker thread, because the store is sync.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from aggregator.desk import people
from aggregator.desk.roles import require
from aggregator.model.errors import AggregatorError
from aggregator.run.live import Live
from aggregator.web.answer import DOOR, SESSION, Answer, Sent, Shown
from aggregator.web.cookies import kept
from aggregator.web.faults import explained, lost, stale_form, too_long
from aggregator.web.form_body import LONGEST_FORM, LONGEST_UPLOAD, Form, form_of
from aggregator.web.rendering import Pages
from aggregator.web.route import Route
from aggregator.web.tokens import is_genuine
from aggregator.web.visit import Visit

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Lets requests in to the pages, and answers those that it turns away."""

    live: Live
    pages: Pages

    def opening(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of one route."""

        async def endpoint(request: Request) -> Response:
            try:
                form = await self._form(route, request)
                return await run_in_threadpool(self._enter, route, request, form)
            except Exception as error:  # noqa: BLE001  the last resort of every page
                return await self.broken(request, error)

        return endpoint

    async def not_found(self, request: Request, error: Exception) -> Response:  # noqa: ARG002  Starlette's signature
        """A page for an address that is none of ours."""
        return await run_in_threadpool(self._turned_away, request, lost())

    async def broken(self, request: Request, error: Exception) -> Response:
        """A page for our own mistake; the log has the rest."""
        log.error("page failed", path=request.url.path, exc_info=error)
        return self.pages.broken()

    async def _form(self, route: Route, request: Request) -> Form | None:
        """What was sent; a large file only by somebody who is signed in."""
        if route.method != "POST":
            return Form()
        trusted = route.takes_file and await run_in_threadpool(self._knows, request)
        return await form_of(request, LONGEST_UPLOAD if trusted else LONGEST_FORM)

    def _knows(self, request: Request) -> bool:
        """Whether somebody is signed in there, as far as can be told."""
        try:
            return self._visit(request, Form()).person is not None
        except AggregatorError:
            return False  # the page itself will say what is wrong

    def _enter(self, route: Route, request: Request, form: Form | None) -> Response:
        try:
            visit = self._visit(request, form or Form())
        except AggregatorError as error:
            visit = self._visitor(request, form or Form(), None)
            return self.pages.response(explained(visit, error), visit)
        if form is None:
            return self.pages.response(too_long(), visit)
        return self.pages.response(_answer(route, visit), visit)

    def _turned_away(self, request: Request, shown: Shown) -> Response:
        try:
            visit = self._visit(request, Form())
        except AggregatorError as error:
            visit = self._visitor(request, Form(), None)
            shown = explained(visit, error)
        return self.pages.response(shown, visit)

    def _visit(self, request: Request, form: Form) -> Visit:
        """Who is there, by their session's cookie."""
        visit = self._visitor(request, form, kept(DOOR, request))
        token = kept(SESSION, request)
        if token:
            found = people.session(visit.parts.database, token, visit.now)
            if found is not None:
                return replace(visit, person=found.person, secret=found.csrf)
        return visit

    def _visitor(self, request: Request, form: Form, secret: str | None) -> Visit:
        parts = self.live.parts()
        return Visit(
            request=request,
            parts=parts,
            person=None,
            secret=secret or secrets.token_urlsafe(32),
            form=form.fields,
            files=form.files,
            now=parts.clock(),
        )


def _answer(route: Route, visit: Visit) -> Answer:
    if route.needs is not None and visit.person is None:
        return _sign_in_first(visit)
    if route.method != "GET" and not _is_ours(visit):
        return stale_form(visit)
    try:
        if route.needs is not None:
            require(visit.who, route.needs)
        return route.answer(visit)
    except AggregatorError as error:
        return explained(visit, error)


def _sign_in_first(visit: Visit) -> Answer:
    if visit.request.method != "GET":
        return stale_form(visit)
    url = visit.request.url
    wanted = f"{url.path}?{url.query}" if url.query else url.path
    return Sent(to="/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted)}")


def _is_ours(visit: Visit) -> bool:
    """Whether the form was on one of our own pages, sent by this browser."""
    site = visit.request.headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"}:
        return False
    return is_genuine(visit.form.get("csrf"), visit.secret)
