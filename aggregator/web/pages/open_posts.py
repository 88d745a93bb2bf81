"""What was posted, for anybody's web site, where the council wants that."""

from aggregator.evidence import feeds
from aggregator.evidence.feeds import Feed
from aggregator.run.reporting import newest_posts, posted_events
from aggregator.web.answer import Answer, File
from aggregator.web.faults import lost
from aggregator.web.visit import Visit


def as_json(visit: Visit) -> Answer:
    """The newest posts as a JSON Feed."""
    if not visit.parts.configuration.report.open_posts:
        return lost()
    content = feeds.json_feed(_feed(visit), newest_posts(visit.parts))
    return File(content=content, media_type="application/feed+json", shared=True)


def as_atom(visit: Visit) -> Answer:
    """The newest posts as Atom."""
    if not visit.parts.configuration.report.open_posts:
        return lost()
    content = feeds.atom(_feed(visit), newest_posts(visit.parts))
    return File(content=content, media_type="application/atom+xml", shared=True)


def as_calendar(visit: Visit) -> Answer:
    """The events to come that were posted about, as iCalendar."""
    if not visit.parts.configuration.report.open_posts:
        return lost()
    content = feeds.calendar(_feed(visit), posted_events(visit.parts), visit.now)
    return File(content=content, media_type="text/calendar", shared=True)


def _feed(visit: Visit) -> Feed:
    council = visit.parts.configuration.council
    address = str(visit.request.url.replace(query="", fragment=""))
    return Feed(council=council.name, address=address, language=council.language)
