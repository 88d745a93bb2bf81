"""Templates to pages; everything in them is escaped."""

import hashlib
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
)
from starlette.responses import HTMLResponse, RedirectResponse, Response

from aggregator.deliver.cost import cheaper, money, of_draft
from aggregator.deliver.networks import network
from aggregator.deliver.tagging import tagged
from aggregator.desk import attention, holds, people
from aggregator.desk.album import PREVIEWS, Album
from aggregator.desk.cards import Card
from aggregator.desk.roles import Action, may
from aggregator.drafts.shares import quotable, shareable
from aggregator.drafts.thread import parts
from aggregator.evidence.written import pictures
from aggregator.model.council import Account, Council
from aggregator.model.delivery import Act, Delivery, DeliveryState
from aggregator.model.draft import Draft
from aggregator.model.errors import AggregatorError
from aggregator.web import preview, telling, wording
from aggregator.web.answer import (
    DONE,
    DOOR,
    ELSEWHERE,
    SESSION,
    Answer,
    File,
    Picture,
    Sent,
)
from aggregator.web.cookies import kept, name_of
from aggregator.web.fragments import Fragments
from aggregator.web.tokens import token
from aggregator.web.visit import Visit

_X_STATUS = re.compile(r"/status/(\d{1,20})")
_DOOR_LASTS = 60 * 60
_DONE_LASTS = 60
_ELSEWHERE_LASTS = 10 * 60


class Pages:
    """The compiled templates, and the addresses of what they load."""

    def __init__(self, council: Council, static: Path, album: Album) -> None:
        self._environment = _environment(council, static)
        self._environment.filters["photo"] = album.find

    def response(self, answer: Answer, visit: Visit) -> Response:
        """The answer as a browser gets it."""
        if isinstance(answer, Sent):
            response: Response = RedirectResponse(answer.to, status_code=303)
        elif isinstance(answer, Picture):
            response = Response(answer.jpeg, media_type="image/jpeg")
        elif isinstance(answer, File):
            response = _file(answer)
        else:
            template = self._environment.get_template(answer.template)
            page = template.render({**_about(visit), **answer.values})
            response = HTMLResponse(page, status_code=answer.status)
        cookies = dict(answer.cookies)
        is_page = not isinstance(answer, File)
        if (
            is_page
            and visit.person is None
            and kept(DOOR, visit.request) != visit.secret
        ):
            cookies.setdefault(DOOR, visit.secret)
        _keep(response, cookies, visit)
        return response

    def broken(self) -> Response:
        """A page that needs nothing of the program: whatever it needs may be broken."""
        page = self._environment.get_template("broken.html").render()
        return HTMLResponse(page, status_code=500)


def _file(answer: File) -> Response:
    response = Response(
        answer.content, status_code=answer.status, media_type=answer.media_type
    )
    if answer.name is not None:
        response.headers["content-disposition"] = (
            f'attachment; filename="{answer.name}"'
        )
    if answer.shared:
        response.headers["access-control-allow-origin"] = "*"
        response.headers["cross-origin-resource-policy"] = "cross-origin"
    return response


def _about(visit: Visit) -> dict[str, object]:
    """What every page shows besides its own."""
    person = visit.person
    return {
        "person": person,
        "may_decide": person is not None and may(person, Action.DECIDE),
        "may_configure": person is not None and may(person, Action.CONFIGURE),
        "may_hold": person is not None and may(person, Action.HOLD),
        "held": _held(visit),
        "attention": _attention(visit),
        "csrf": token(visit.secret),
        "here": visit.request.url.path,
        "back": visit.request.url.path
        + (f"?{visit.request.url.query}" if visit.request.url.query else ""),
        "now": visit.now,
        "zone": visit.parts.configuration.council.timezone,
        "council": visit.parts.configuration.council,
    }


def _held(visit: Visit) -> object:
    if visit.person is None:
        return None
    try:
        return holds.held(visit.parts.database)
    except AggregatorError:
        return None  # the page is about that error already


def _attention(visit: Visit) -> int:
    """How many posts need a person, for those who could do something."""
    if visit.person is None or not may(visit.person, Action.DECIDE):
        return 0
    try:
        return attention.how_many(visit.parts.database)
    except AggregatorError:
        return 0  # the page is about that error already


def _keep(response: Response, cookies: Mapping[str, str | None], visit: Visit) -> None:
    lasts = {
        SESSION: int(people.SESSION_LASTS.total_seconds()),
        DOOR: _DOOR_LASTS,
        DONE: _DONE_LASTS,
        ELSEWHERE: _ELSEWHERE_LASTS,
    }
    for name, value in cookies.items():
        response.set_cookie(
            name_of(name, visit.request),
            value or "",
            max_age=lasts[name] if value else 0,
            httponly=True,
            samesite="lax",
            secure=visit.is_secure,
        )


def _environment(council: Council, static: Path) -> Environment:
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=ChoiceLoader(
            [
                PackageLoader("aggregator.web"),
                PrefixLoader(
                    {
                        "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                        "evidence": PackageLoader("aggregator.evidence"),
                    }
                ),
            ]
        ),
    )
    environment.globals["council"] = council
    accounts = {one.network: one for one in reversed(council.accounts)}
    environment.globals["kept"] = Fragments()
    environment.globals["previews"] = PREVIEWS
    environment.globals["composer"] = lambda card: _composer(card, accounts)
    environment.globals["handed"] = lambda card: _handed(card.draft, accounts)
    environment.globals["shareable"] = shareable
    environment.globals["quotable"] = quotable
    environment.globals["posts_by_itself"] = lambda draft: (
        draft.network in accounts and accounts[draft.network].by_itself
    )
    environment.globals["cost"] = lambda card: _cost(card, accounts)
    environment.globals["cheaper"] = cheaper
    environment.globals["by_hand"] = partial(_by_hand, accounts=accounts)
    environment.globals["network_title"] = _network_title
    environment.globals["asset"] = _addresses(static).__getitem__
    environment.filters.update(pictures(council.timezone))
    environment.filters.update(wording.FILTERS)
    environment.filters.update(preview.FILTERS)
    environment.filters["money"] = money
    environment.filters.update(telling.FILTERS)
    return environment


def _composer(card: Card, accounts: Mapping[str, Account]) -> str:
    draft = card.draft
    there, account = network(draft.network), accounts.get(draft.network)
    target = next((one.target for one in _standing(card) if one.target), None)
    if target:
        return there.sharer(target, account.server if account else None)
    return _composing(draft, accounts)


def _composing(draft: Draft, accounts: Mapping[str, Account]) -> str:
    return network(draft.network).composer(_handed(draft, accounts))


def _handed(draft: Draft, accounts: Mapping[str, Account]) -> str:
    """The first post as a person puts it out."""
    text = next(iter(parts(draft.text)), "")
    if account := accounts.get(draft.network):
        text = tagged(text, draft.network, account.tags, account.tagged)
    return text


def _standing(card: Card) -> list[Delivery]:
    over = DeliveryState.CANCELLED
    return [one for one in card.deliveries if one.state is not over]


def _by_hand(draft: Draft, answers: str | None, accounts: Mapping[str, Account]) -> str:
    """Its composer, as an answer to an earlier post where the network lets one ask."""
    address = _composing(draft, accounts)
    number = _X_STATUS.search(answers or "") if draft.network == "x" else None
    return f"{address}&in_reply_to={number[1]}" if number else address


def _cost(card: Card, accounts: Mapping[str, Account]) -> str | None:
    """What sending it costs, where it goes out by itself and costs anything."""
    account = accounts.get(card.draft.network)
    if account is None or not account.by_itself:
        return None
    as_it_is = any(one.act is Act.REPOST for one in _standing(card))
    cost = of_draft(card.draft, as_it_is=as_it_is)
    return money(cost) if cost else None


def _network_title(draft: Draft) -> str:
    return network(draft.network).title


def _addresses(static: Path) -> dict[str, str]:
    """Each asset's address, with the hash of its content so that it is kept for ever.

    A checkout whose assets are not built yet still has pages, only plain ones.
    """
    names = ("desk.css", "desk.js", "htmx.js", "icon.svg")
    found = {}
    for name in names:
        path = static / name
        content = path.read_bytes() if path.is_file() else b""
        version = hashlib.sha256(content).hexdigest()[:12]
        found[name] = f"/static/{name}?{version}"
    return found
