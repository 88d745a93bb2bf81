"""Photos whose last day is past go out of use by themselves."""

from zoneinfo import ZoneInfo

import structlog

from aggregator.desk.photo_library import end
from aggregator.run.assemble import Parts

log = structlog.get_logger()


def end_photos(parts: Parts) -> None:
    """Take them out of every draft that is not out yet, and destroy them.

    Raises:
        StoreError: the database cannot be used.
    """
    now = parts.clock()
    today = now.astimezone(ZoneInfo(parts.configuration.council.timezone)).date()
    ended = end(parts.database, parts.album, today, now)
    if ended:
        log.info("photos may be shown no more", how_many=len(ended))
