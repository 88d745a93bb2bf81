"""A story's facts as templates see them."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from aggregator.drafts import moments, wording
from aggregator.drafts.moments import Span
from aggregator.drafts.sentences import sentences
from aggregator.drafts.template_rules import FORMER
from aggregator.drafts.templates import Values
from aggregator.model.council import Council
from aggregator.model.facts import Moment, Status
from aggregator.model.story import Story

_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})
# The template says it, once.
_SAYS_SO = re.compile(
    r"^[\W_]*(?:cancell?ed|postponed)\b[\W_]*|[\s([*-]+(?:cancell?ed|postponed)[\W_]*$",
    re.IGNORECASE,
)


def zone_of(story: Story, council: Council) -> ZoneInfo:
    """The story's time zone, or else the council's."""
    return ZoneInfo(story.timezone or council.timezone)


def view(
    story: Story,
    council: Council,
    now: datetime,
    language: str,
    former: Mapping[str, object] = MappingProxyType({}),
) -> Values:
    """Every fact by its name in templates; absent ones `None`.

    `former` holds those that a post told otherwise.
    """
    zone = zone_of(story, council)

    def spanning(moment: Moment | None, ends: Moment | None = None) -> Span | None:
        if moment is None:
            return None
        return moments.span(moment, ends, zone, now, language)

    starts = spanning(story.starts, story.ends)
    dated = moments.days_of(starts)[0] if starts else None
    title, told = _named(story)
    if story.status in _OFF:
        title = _SAYS_SO.sub("", title).strip() or title
    title = wording.title_of(
        title, (dated.day, dated.month) if dated else None, council.name
    )
    venue = wording.venue_of(story.venue, title)
    if story.status is Status.MOVED_ONLINE:
        venue = "online"
    return Values(
        title=title,
        summary=wording.summary_of(told, title),
        starts=starts,
        ends=spanning(story.ends),
        day=moments.day(starts) if starts and _one_day(starts) else None,
        venue=venue,
        address=wording.plain(story.address),
        price=wording.plain(story.price),
        closes=spanning(story.closes),
        employer=wording.plain(story.employer),
        salary=wording.salary_of(story.salary),
        author=wording.plain(story.author),
        published=spanning(story.published),
        kind=str(story.kind),
        **{name: former.get(name) for name in FORMER},
    )


def _named(story: Story) -> tuple[str, str | None]:
    """Title and summary; where the title is only an address, the summary's first.

    A post has no title: what stands for one is where it begins, and is not said twice.
    """
    if not story.summary:
        return story.title, None
    is_beginning = len(sentences(story.title)) > 1 or story.title.endswith("…")
    begins = is_beginning and story.summary.startswith(story.title.rstrip("… "))
    if wording.is_title(story.title) and not begins:
        return story.title, story.summary
    first, *rest = sentences(story.summary)
    return first, " ".join(rest) or None


def _one_day(span: Span) -> bool:
    first, last = moments.days_of(span)
    return first == last and first >= span.today
