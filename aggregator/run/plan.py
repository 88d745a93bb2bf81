"""What is planned, for other programs, and the key to its calendar."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from aggregator.deliver import plan_files
from aggregator.deliver.networks import network as network_named
from aggregator.deliver.plan_files import Planned
from aggregator.desk.album import NONE
from aggregator.model.delivery import Act, Delivery, DeliveryState
from aggregator.model.errors import NotFoundError, StoreError
from aggregator.run.assemble import Parts
from aggregator.run.data_folder import DATA
from aggregator.store import deliveries, drafts

FORMS = ("hootsuite.csv", "buffer.csv", "plan.ics")
_AHEAD = timedelta(days=90)
# What a person has not posted by hand is still to be posted.
_BACK = timedelta(days=7)
_KEY = "calendar.key"


def planned(parts: Parts, network: str | None = None) -> tuple[Planned, ...]:
    """What is to go out, earliest first; of one network, or of all."""
    now = parts.clock()
    found = []
    with parts.database.reading() as connection:
        for one in deliveries.planned(connection, now - _BACK, now + _AHEAD):
            if one.state is not DeliveryState.READY or network not in {
                None,
                one.network,
            }:
                continue
            draft = drafts.load(connection, one.draft)
            found.append(
                Planned(
                    delivery=one.id,
                    network=one.network,
                    due=one.moment,
                    text=draft.text,
                    link=draft.link,
                    image=draft.image if draft.image_focus != NONE else None,
                    image_alt=draft.image_alt,
                    shares=_sharer(parts, one),
                )
            )
    return tuple(found)


def _sharer(parts: Parts, one: Delivery) -> str | None:
    """Where a person passes on what is shared as it is."""
    if one.act is not Act.REPOST or one.target is None:
        return None
    accounts = parts.configuration.council.accounts
    servers = (own.server for own in accounts if own.network == one.network)
    return network_named(one.network).sharer(one.target, next(servers, None))


def written(parts: Parts, form: str, network: str | None = None) -> str:
    """The plan in one of the forms.

    Raises:
        NotFoundError: there is no such form.
    """
    council = parts.configuration.council
    found = planned(parts, network)
    if form == "hootsuite.csv":
        return plan_files.hootsuite(found, council.timezone)
    if form == "buffer.csv":
        return plan_files.buffer(found, council.timezone)
    if form == "plan.ics":
        return plan_files.calendar(found, f"Posts of {council.name}")
    raise NotFoundError(f"There is no plan as {form[:20]}")


def calendar_key(parts: Parts) -> str:
    """What a phone shows instead of a password; made once, and kept beside the data.

    Raises:
        StoreError: it cannot be kept.
    """
    path = Path(parts.configuration.directory) / DATA / _KEY
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise StoreError(
            f"The calendar's key cannot be kept in {path}: {error.strerror}"
        ) from error
    key = secrets.token_urlsafe(24)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key
