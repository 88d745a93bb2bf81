"""Once a day the editors hear which sources need somebody to look, if any does."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from aggregator.deliver.editors import Places, send
from aggregator.desk.browse import source_health
from aggregator.desk.digest import Digest, State, digest, is_due
from aggregator.run.assemble import Parts
from aggregator.store import digests

log = structlog.get_logger()


def tell_editors(parts: Parts) -> tuple[str, ...]:
    """Send the day's message if it is due and not sent yet; what went wrong.

    Raises:
        StoreError: the database cannot be used.
    """
    rules, council = parts.configuration.digest, parts.configuration.council
    now = parts.clock()
    if not rules.send_to or not is_due(now, rules.at, council.timezone):
        return ()
    day = now.astimezone(ZoneInfo(council.timezone)).date()
    with parts.database.transaction() as connection:
        if not digests.claim(connection, day, now):
            return ()
    message = message_now(parts)
    wrong = send(places(parts), message.title, message.body) if message else ()
    state = digests.NOTHING if message is None else digests.SENT
    # Whoever got it would get it twice: only what reached nobody is tried again.
    if wrong and len(wrong) == len(rules.send_to):
        state = digests.FAILED
    with parts.database.transaction() as connection:
        digests.finish(connection, day, state)
    for sentence in wrong:
        log.warning("the digest was not sent", sentence=sentence)
    log.info("digest", day=day.isoformat(), outcome=state)
    return wrong


def message_now(parts: Parts) -> Digest | None:
    """What there is to tell at this moment; `None` if all is well."""
    configuration = parts.configuration
    return digest(
        State(
            council=configuration.council.name,
            timezone=configuration.council.timezone,
            sources=configuration.sources,
            health=source_health(parts.database),
            faults=(*parts.refused, *configuration.faults),
            address=configuration.desk.address,
            told_at=_told_at(parts),
        )
    )


def places(parts: Parts) -> Places:
    """Where the addresses of the editors are kept."""
    return Places(
        send_to=parts.configuration.digest.send_to,
        directory=Path(parts.configuration.directory),
        environment=os.environ,
    )


def _told_at(parts: Parts) -> datetime | None:
    with parts.database.reading() as connection:
        return digests.last_sent(connection)
