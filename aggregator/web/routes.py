"""Every address of the desk: one line each."""

from collections.abc import Callable

from aggregator.desk.roles import Action
from aggregator.web.answer import Answer
from aggregator.web.pages import (
    account,
    calendar,
    count,
    decide,
    draft,
    history,
    hold,
    open_posts,
    picture,
    plan,
    posting,
    queue,
    report,
    sign_in,
    sources,
    story,
    watch,
    write_source,
)
from aggregator.web.route import Route
from aggregator.web.visit import Visit


def _route(line: str, needs: Action | None, answer: Callable[[Visit], Answer]) -> Route:
    method, path = line.split()
    return Route(name=line, method=method, path=path, needs=needs, answer=answer)


ROUTES: tuple[Route, ...] = (
    _route("GET /sign-in", None, sign_in.show),
    _route("POST /sign-in", None, sign_in.by_password),
    _route("GET /sign-in/{token}", None, sign_in.show_link),
    _route("POST /sign-in/{token}", None, sign_in.by_link),
    _route("POST /sign-out", Action.LOOK, sign_in.leave),
    _route("GET /account", Action.LOOK, account.show),
    _route("POST /account/password", Action.LOOK, account.set_password),
    _route("POST /account/sign-out", Action.LOOK, account.leave_everywhere),
    _route("GET /", Action.LOOK, queue.show),
    _route("GET /drafts/{number}", Action.LOOK, draft.show),
    _route("POST /drafts/{number}/edit", Action.DECIDE, draft.edit),
    _route("POST /drafts/{number}/approve", Action.DECIDE, decide.approve),
    _route("POST /drafts/{number}/plan", Action.DECIDE, decide.plan),
    _route("POST /drafts/{number}/reject", Action.DECIDE, decide.reject),
    _route("POST /drafts/{number}/undo", Action.DECIDE, decide.undo),
    _route("POST /drafts/{number}/posted", Action.DECIDE, posting.posted),
    _route("POST /drafts/{number}/send-again", Action.DECIDE, posting.send_again),
    _route("POST /drafts/{number}/not-posted", Action.DECIDE, posting.not_posted),
    _route("POST /count", Action.LOOK, count.show),
    _route("GET /pictures/{name}.jpg", Action.LOOK, picture.show),
    _route("GET /stories/{story}", Action.LOOK, story.show),
    _route("POST /stories/{story}/split", Action.DECIDE, story.split),
    _route("POST /stories/{story}/merge", Action.DECIDE, story.merge),
    _route("GET /sources", Action.LOOK, sources.show),
    _route("GET /add-source", Action.CONFIGURE, write_source.find),
    _route("POST /add-source/find", Action.CONFIGURE, write_source.found),
    _route("POST /add-source/form", Action.CONFIGURE, write_source.begin),
    _route("GET /add-source/form", Action.CONFIGURE, write_source.new),
    _route("POST /add-source/preview", Action.CONFIGURE, write_source.look),
    _route("POST /sources", Action.CONFIGURE, write_source.add),
    _route("GET /sources/{source}", Action.LOOK, sources.one),
    _route("GET /sources/{source}/brings", Action.CONFIGURE, sources.bring),
    _route("POST /sources/{source}/look", Action.CONFIGURE, sources.look_now),
    _route("GET /sources/{source}/edit", Action.CONFIGURE, write_source.edit),
    _route("POST /sources/{source}/edit", Action.CONFIGURE, write_source.change),
    _route("POST /sources/{source}/adopt", Action.CONFIGURE, write_source.adopt),
    _route("POST /sources/{source}/remove", Action.CONFIGURE, write_source.remove),
    _route("GET /calendar", Action.LOOK, calendar.show),
    _route("GET /calendar/month", Action.LOOK, calendar.month),
    _route("GET /history", Action.LOOK, history.show),
    _route("GET /report", Action.LOOK, report.show),
    _route("GET /report/{name}", Action.LOOK, report.download),
    _route("GET /plan/{name}", Action.LOOK, plan.download),
    _route("GET /calendar/{key}/plan.ics", None, plan.subscribed),
    _route("GET /hold", Action.LOOK, hold.show),
    _route("POST /hold", Action.HOLD, hold.hold),
    _route("POST /hold/release", Action.HOLD, hold.release),
    _route("GET /open/posts.json", None, open_posts.as_json),
    _route("GET /open/posts.atom", None, open_posts.as_atom),
    _route("GET /open/events.ics", None, open_posts.as_calendar),
    _route("GET /healthz", None, watch.alive),
    _route("GET /readyz", None, watch.ready),
    _route("GET /metrics", None, watch.show),
)
