"""The report of a folder's council, with the names and pictures that it has."""

import base64
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import structlog

from aggregator.evidence.month import Month, month_of
from aggregator.evidence.report import Setting, load, report, with_pictures
from aggregator.evidence.report_parts import Report
from aggregator.model.evidence import PostRecord
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.run.assemble import Parts
from aggregator.store import paid_reads, records, stories

log = structlog.get_logger()

# A web site shows the latest; events are told of at most some months ahead.
_LATELY = timedelta(days=120)
_MOST = 50
_LARGEST_LOGO = 500_000
_LOGO_KINDS = {".png": "png", ".svg": "svg+xml"}


def made(parts: Parts, month: Month) -> Report:
    """The report of a month, complete in itself."""
    configuration = parts.configuration
    records_of = load(parts.database, month)
    setting = Setting(
        council=configuration.council.name,
        source_names={source.id: source.name for source in configuration.sources},
        campaign_names={one.id: one.name for one in configuration.campaigns},
        minutes_by_hand=configuration.report.minutes_by_hand,
        picture_looks=_looks(parts, records_of.posts),
        reading_cost=_reading_cost(parts, month),
        posts_a_week=configuration.strategy.posts_a_week,
        colour=configuration.council.colour,
        logo=_logo(parts),
    )
    found = report(records_of, month, setting, parts.clock())

    def jpeg(address: str) -> bytes | None:
        kept = parts.album.find(address)
        return parts.album.jpeg(kept.name) if kept and kept.shown else None

    return with_pictures(found, jpeg)


def _looks(parts: Parts, posts: Sequence[PostRecord]) -> Mapping[str, str]:
    """How each picture looks, as the desk said beside its draft."""
    found = {}
    for address in {post.image for post in posts if post.image}:
        kept = parts.album.find(address)
        if kept is None or kept.measures is None:
            continue
        if kept.measures.is_poster:
            found[address] = "A poster"
        else:
            found[address] = "A photo with faults" if kept.faults else "A sharp photo"
    return found


def _logo(parts: Parts) -> str | None:
    """The council's logo as a data address; a report without it is better than none."""
    name = parts.configuration.report.logo
    if name is None:
        return None
    path = Path(parts.configuration.directory) / name
    try:
        content = path.read_bytes()
    except OSError as error:
        log.warning("no logo", file=str(path), reason=error.strerror)
        return None
    if len(content) > _LARGEST_LOGO:
        log.warning("no logo", file=str(path), reason="it has more than 500 KB")
        return None
    kind = _LOGO_KINDS.get(path.suffix.lower(), "jpeg")
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _reading_cost(parts: Parts, month: Month) -> float:
    with parts.database.reading() as connection:
        return paid_reads.between(connection, month.begins, month.ends)


def first_month(parts: Parts) -> Month | None:
    """The month of the first post; nothing if there is none."""
    with parts.database.reading() as connection:
        first = records.first_post(connection)
    if first is None:
        return None
    return month_of(first, parts.configuration.council.timezone)


def newest_posts(parts: Parts) -> tuple[PostRecord, ...]:
    """What went out lately, the newest first."""
    now = parts.clock()
    with parts.database.reading() as connection:
        posts = records.posts(connection, now - _LATELY, now + timedelta(seconds=1))
    return tuple(reversed(posts))[:_MOST]


def posted_events(parts: Parts) -> tuple[Story, ...]:
    """The events that posts told of lately, as they are now known."""
    now = parts.clock()
    with parts.database.reading() as connection:
        ids = records.stories_posted(connection, now - _LATELY, Kind.EVENT)
        return tuple(stories.load(connection, story) for story in ids)
