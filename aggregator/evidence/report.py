"""The evidence of one month: records are loaded, counted and put into words."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from aggregator.drafts.thread import read_through
from aggregator.evidence import response, work
from aggregator.evidence.figures import engagements, spread, total
from aggregator.evidence.month import Month
from aggregator.evidence.report_parts import (
    BestPost,
    Report,
    Section,
    plain,
    several,
)
from aggregator.evidence.suggestions import suggestions
from aggregator.model.configuration import ReportRules
from aggregator.model.evidence import Deed, DraftRecord, Followers, PostRecord
from aggregator.store import followers, records
from aggregator.store.database import Database

_BEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that is known of one month, and the posts of the month before.

    `first_post` is when the council's first post ever went out.
    """

    posts: tuple[PostRecord, ...]
    before: tuple[PostRecord, ...]
    drafts: tuple[DraftRecord, ...]
    deeds: tuple[Deed, ...]
    first_post: datetime | None = None
    followers: tuple[Followers, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the council is called, how its sources are, and what it measured itself.

    `picture_looks` says how the picture at an address looks ("A sharp photo"), and
    `reading_cost` what reading has cost in the month, in US dollars. `posts_a_week` is
    what the strategy asks for. `colour` and `logo` are the council's own.
    """

    council: str
    source_names: Mapping[str, str]
    minutes_by_hand: float = ReportRules().minutes_by_hand
    campaign_names: Mapping[str, str] = field(default_factory=dict)
    picture_looks: Mapping[str, str] = field(default_factory=dict)
    reading_cost: float = 0
    posts_a_week: int | None = None
    colour: str | None = None
    logo: str | None = None


def load(database: Database, month: Month) -> Records:
    """The records of a month."""
    with database.reading() as connection:
        return Records(
            posts=records.posts(connection, month.begins, month.ends),
            before=records.posts(
                connection, month.previous.begins, month.previous.ends
            ),
            drafts=records.decided(connection, month.begins, month.ends),
            deeds=records.deeds(connection, month.begins, month.ends),
            first_post=records.first_post(connection),
            followers=followers.between(connection, month.begins, month.ends),
        )


def report(found: Records, month: Month, setting: Setting, now: datetime) -> Report:
    """The report of a month from its records; pure."""
    caught = work.caught(found.drafts, found.deeds)
    saved = work.time_saved(found.posts, found.deeds, setting.minutes_by_hand)
    rhythm = work.rhythm(
        found.posts,
        month,
        now,
        setting.posts_a_week,
        since=found.first_post or month.begins,
    )
    kinds = response.by_kind(found.posts)
    return Report(
        council=setting.council,
        month=month.name,
        written_month=month.written,
        timezone=month.timezone,
        made_at=now,
        colour=setting.colour,
        logo=setting.logo,
        headline=_headline(found, month, now),
        highlights=tuple(
            f"{title}{section.sentence[0].lower()}{section.sentence[1:]}"
            if title
            else section.sentence
            for title, section in (
                ("", rhythm),
                ("", kinds),
                ("", caught),
                ("Time saved: ", saved),
            )
            if section.rows
        ),
        best=_best(found.posts),
        # A question that nothing answers yet is left out.
        sections=tuple(
            section
            for section in (
                *_response(found.posts, kinds, month, setting),
                rhythm,
                work.waiting(found.posts),
                work.rejected(found.drafts),
                work.edited(found.posts),
                caught,
                work.cost(found.posts, setting.reading_cost),
                saved,
                response.followers(found.followers),
            )
            if section.rows
        ),
        next_month=tuple(
            one.sentence
            for one in suggestions(found.posts, found.drafts, month, found.first_post)
        ),
    )


def with_pictures(found: Report, jpeg: Callable[[str], bytes | None]) -> Report:
    """The report with its best posts' pictures in it; `jpeg` finds one by address."""
    return replace(found, best=tuple(_with_picture(post, jpeg) for post in found.best))


def _with_picture(post: BestPost, jpeg: Callable[[str], bytes | None]) -> BestPost:
    picture = jpeg(post.image) if post.image else None
    if picture is None:
        return replace(post, image=None)
    encoded = base64.b64encode(picture).decode()
    return replace(post, image=f"data:image/jpeg;base64,{encoded}")


def _response(
    posts: Sequence[PostRecord], kinds: Section, month: Month, setting: Setting
) -> tuple[Section, ...]:
    return (
        kinds,
        response.by_source(posts, setting.source_names),
        response.by_campaign(posts, setting.campaign_names),
        response.by_day(posts, month.timezone),
        response.by_time(posts, month.timezone),
        response.by_picture(posts, setting.picture_looks),
        response.by_tone(posts),
        response.by_manner(posts),
        response.by_hand(posts),
        response.answered(posts),
        response.by_network(posts),
    )


def _headline(found: Records, month: Month, now: datetime) -> str:
    so_far = " so far" if now < month.ends else ""
    if not found.posts:
        return f"Nothing was posted in {month.name}{so_far}."
    said = f"In {month.name}{so_far} we posted {_times(len(found.posts))}."
    did = total(engagements(post) for post in found.posts)
    if did is None:
        return f"{said} No network has told us yet how people responded."
    typical = _typical(found.posts)
    before = _typical(found.before)
    sentence = (
        f"{said} People liked, answered or passed on our posts {_times(did)}"
        f"; the typical post had {several(typical or 0, 'engagement')}"
    )
    if before is None or typical is None:
        return f"{sentence}."
    if typical == before:
        return f"{sentence}, as in {month.previous.name}."
    way = "up" if typical > before else "down"
    return f"{sentence}, {way} from {plain(before)} in {month.previous.name}."


def _times(number: float) -> str:
    return "once" if number == 1 else f"{plain(number)} times"


def _typical(posts: Sequence[PostRecord]) -> float | None:
    found = spread(value for post in posts if (value := engagements(post)) is not None)
    return None if found is None else found.typical


def _best(posts: Sequence[PostRecord]) -> tuple[BestPost, ...]:
    measured = [(engagements(post), post) for post in posts]
    best = sorted(
        ((value, post) for value, post in measured if value),
        key=lambda one: (-one[0], one[1].posted_at),
    )
    return tuple(
        BestPost(
            text=read_through(post.text),
            network=response.NETWORKS.get(post.network, post.network),
            posted_at=post.posted_at,
            address=post.address,
            did=_did(post),
            image=post.image,
        )
        for _, post in best[:_BEST]
    )


def _did(post: PostRecord) -> str:
    reading = post.latest
    assert reading is not None  # it has engagements
    parts = [
        several(number, one, many)
        for number, one, many in (
            (reading.likes, "like", "likes"),
            (reading.replies, "reply", "replies"),
            (reading.reposts, "repost", "reposts"),
            (reading.quotes, "quote", "quotes"),
        )
        if number
    ]
    if reading.impressions:
        parts.append(f"shown {_times(reading.impressions)}")
    return ", ".join(parts)
