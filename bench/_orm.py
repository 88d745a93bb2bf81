"""The queue page as it is quickly written: FastAPI and SQLAlchemy's ORM."""

from collections.abc import Callable
from datetime import datetime, timedelta

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from sqlalchemy import func, select
from sqlalchemy.orm import Session, registry, relationship, selectinload
from starlette.middleware.gzip import GZipMiddleware

from aggregator.desk.cards import Card, CardPage
from aggregator.desk.grouping import Group
from aggregator.drafts.checks import CheckContext, check
from aggregator.drafts.measure import measure
from aggregator.model.draft import Draft, State
from aggregator.model.facts import Kind
from aggregator.run.assemble import Parts
from aggregator.store import codec
from aggregator.store.tables.deliveries import deliveries
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.stories import items, stories
from aggregator.stories.following import subject
from aggregator.stories.life import changes
from aggregator.web.app import STATIC
from aggregator.web.pages.queue import TABS, _address
from aggregator.web.pages.queue import counts as counts_of
from aggregator.web.pages.reasons import REASONS
from aggregator.web.rendering import Pages

_TOKEN = "x" * 80


class ItemRow: ...


class DeliveryRow: ...


class StoryRow: ...


class DraftRow: ...


mapped = registry()
mapped.map_imperatively(ItemRow, items)
mapped.map_imperatively(DeliveryRow, deliveries)
mapped.map_imperatively(
    StoryRow,
    stories,
    properties={
        "told_by": relationship(
            ItemRow,
            primaryjoin=stories.c.id == items.c.story,
            foreign_keys=items.c.story,
            order_by=items.c.position,
        )
    },
)
mapped.map_imperatively(
    DraftRow,
    drafts,
    properties={
        "about": relationship(
            StoryRow, primaryjoin=drafts.c.story == stories.c.id, viewonly=True
        ),
        "promised": relationship(DeliveryRow),
    },
)


def create_app(parts: Parts, now: datetime, *, eager: bool) -> FastAPI:
    app = FastAPI()
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=5)
    pages = Pages(parts.configuration.council, STATIC, parts.album)
    template = pages._environment.get_template("queue.html")  # noqa: SLF001  the same page
    query = (
        select(DraftRow)
        .where(DraftRow.state == State.WAITING)
        .order_by(DraftRow.urgent_by, DraftRow.id)
        .limit(50)
    )
    if eager:
        about = selectinload(DraftRow.about).selectinload(StoryRow.told_by)
        query = query.options(about, selectinload(DraftRow.promised))

    @app.get("/", response_class=HTMLResponse)
    def show() -> str:
        with Session(parts.database.engine) as session:
            recent = tuple(
                session.scalars(
                    select(DraftRow.text)
                    .where(DraftRow.state.in_((State.APPROVED, State.PUBLISHED)))
                    .where(DraftRow.moved_at > now - timedelta(days=14))
                    .order_by(DraftRow.moved_at.desc())
                    .limit(500)
                )
            )
            counted = session.execute(
                select(DraftRow.state, func.count()).group_by(DraftRow.state)
            )
            counts = {State(state): number for state, number in counted}
            cards = [_card(row, recent, now) for row in session.scalars(query)]
            page = CardPage(cards=tuple(cards), next="0.0", counts=counts)
            return template.render(_values(parts, page, now))

    return app


def _card(row: DraftRow, recent: tuple[str, ...], now: datetime) -> Card:
    told = codec.whole_story_from_row(row.basis)
    seen = [codec.item_from_row(one.facts) for one in row.about.told_by]
    story = codec.story_from_row(row.about.facts, seen)
    names = [name for name in Draft.__slots__ if name not in {"kind", "state"}]
    values = {name: getattr(row, name) for name in names}
    draft = Draft(**values, kind=Kind(row.kind), state=State(row.state))
    context = CheckContext(
        network=draft.network, story=story, link=draft.link, recent=recent, now=now
    )
    return Card(
        draft=draft,
        story=story,
        measured=measure(draft.text, draft.network),
        findings=check(draft.text, context),
        deliveries=tuple(row.promised),
        changed=changes(told, subject(draft.purpose, story, told, now)),
    )


def _written_each_time(
    _: str,
    *made_from: object,  # noqa: ARG001  as the desk's own
    caller: Callable[[], str],
) -> str:
    """A piece of the page, as a plain template writes it."""
    return caller()


_written_each_time.token = _TOKEN  # type: ignore[attr-defined]


def _values(parts: Parts, page: CardPage, now: datetime) -> dict[str, object]:
    council = parts.configuration.council
    allowed = dict.fromkeys(("may_decide", "may_configure", "may_hold"), True)
    return {
        **allowed,
        "tab": TABS[0],
        "tabs": TABS,
        "page": page,
        "groups": (Group(heading=None, cards=page.cards),),
        "kept": _written_each_time,
        "shared": (),
        "campaigns": (),
        "counts": counts_of(page),
        "kinds": tuple(Kind),
        "address": _address,
        "reasons": REASONS,
        "names": {},
        "slots": {},
        "person": {"id": 1, "name": "Ada", "created_at": now, "uses_keys": True},
        "csrf": _TOKEN,
        "here": "/",
        "back": "/",
        "now": now,
        "zone": council.timezone,
        "council": council,
    }
