"""What the editors are told: each message once.

Once a day they hear which sources need somebody to look, if any does; after an evening
what was said from it.
"""

import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from aggregator.config.own import own_environment
from aggregator.deliver.editors import Places, send
from aggregator.desk import evening_digest, evenings
from aggregator.desk.browse import source_health
from aggregator.desk.digest import Digest, State, digest, is_due
from aggregator.model.draft import State as DraftState
from aggregator.model.evening import Evening
from aggregator.run.assemble import Parts
from aggregator.store import audit, digests, drafts

log = structlog.get_logger()
_DAY = timedelta(days=1)
# After so long without a message, older news is no news.
_LONG_AGO = timedelta(days=7)
_MOST = 50


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
    name = day.isoformat()
    return send_once(parts, name, places(parts), lambda: message_now(parts))


def tell_of_evenings(parts: Parts) -> tuple[str, ...]:
    """Send what was said from an evening when all of it is at an end; what went wrong.

    Raises:
        StoreError: the database cannot be used.
    """
    configuration, now = parts.configuration, parts.clock()
    if not configuration.digest.send_to:
        return ()
    wrong: list[str] = []
    for evening in configuration.evenings:
        if evening_digest.is_due(evening, now):
            name = f"{digests.EVENING}{evening.id} {evening.ends.date().isoformat()}"
            message = partial(_of_evening, parts, evening, now)
            wrong += send_once(parts, name, places(parts), message)
    return tuple(wrong)


def _of_evening(parts: Parts, evening: Evening, now: datetime) -> Digest | None:
    configuration = parts.configuration
    return evening_digest.digest(
        configuration.council,
        evenings.sheet(parts.database, evening, now),
        configuration.desk.address,
    )


def send_once(
    parts: Parts, name: str, to: Places, make: Callable[[], Digest | None]
) -> tuple[str, ...]:
    """Send the message of that name, unless it went already; what went wrong.

    Raises:
        StoreError: the database cannot be used.
    """
    now = parts.clock()
    with parts.database.reading() as connection:
        if not digests.is_free(connection, name, now):
            return ()
    # Made before it is claimed: whoever ends while making it has taken it from nobody.
    message = make()
    with parts.database.transaction() as connection:
        if not digests.claim(connection, name, now):
            return ()
    wrong = send(to, message.title, message.body, message.file) if message else ()
    state = digests.NOTHING if message is None else digests.SENT
    # Whoever got it would get it twice: only what reached nobody is tried again.
    if wrong and len(wrong) == len(to.send_to):
        state = digests.FAILED
    with parts.database.transaction() as connection:
        digests.finish(connection, name, state)
    for sentence in wrong:
        log.warning("the digest was not sent", sentence=sentence)
    log.info("digest", name=name, outcome=state)
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
            pulled=_pulled(parts),
        )
    )


def places(parts: Parts, send_to: Sequence[str] | None = None) -> Places:
    """Where addresses are kept: those of the editors, or others."""
    return Places(
        send_to=parts.configuration.digest.send_to if send_to is None else send_to,
        directory=Path(parts.configuration.directory),
        environment=own_environment(Path(parts.configuration.directory), os.environ),
    )


def _pulled(parts: Parts) -> tuple[tuple[str, str], ...]:
    """Posts that were approved and withdrawn since the last message, and why."""
    now, told_at = parts.clock(), _told_at(parts)
    since = max(told_at, now - _LONG_AGO) if told_at else now - _DAY
    with parts.database.reading() as connection:
        lines = audit.since(connection, "withdraw", DraftState.APPROVED, since, _MOST)
        found = [
            (drafts.load(connection, int(line.subject.split()[-1])), line)
            for line in lines
        ]
    return tuple(
        (_first_line(draft.text), line.after or "")
        for draft, line in found
        if draft.state is DraftState.WITHDRAWN
    )


def _first_line(text: str) -> str:
    return next(iter(text.splitlines()), "")


def _told_at(parts: Parts) -> datetime | None:
    with parts.database.reading() as connection:
        return digests.last_sent(connection)
