"""Keeps the promises of every account that posts by itself, each account on its own.

One account that hangs or fails never delays another: each has its own minute, its own
connections and its own faults.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from aggregator.config.own import require_own_file
from aggregator.deliver.accounts import connect
from aggregator.deliver.credentials import ENVIRONMENT, KEYRING, Credentials
from aggregator.deliver.ledger import keep_promises
from aggregator.deliver.means import Account, Means
from aggregator.deliver.publisher import Publisher
from aggregator.deliver.steady import SteadyClock
from aggregator.deliver.unusable import Unusable
from aggregator.model import council
from aggregator.model.errors import AggregatorError, StoreError
from aggregator.run.assemble import Parts
from aggregator.run.data_folder import DATA
from aggregator.store import paid_reads

log = structlog.get_logger()

_KEPT = "credentials"


@contextmanager
def connected(
    parts: Parts, environment: Mapping[str, str] = os.environ
) -> Iterator[tuple[Account, ...]]:
    """Every account that posts by itself, until the end.

    What is promised on one that cannot be used needs a person, who is told why.
    """
    accounts = [
        connect_to(parts, account, environment) for account in by_themselves(parts)
    ]
    try:
        yield tuple(accounts)
    finally:
        for one in accounts:
            one.publisher.close()


def by_themselves(parts: Parts) -> tuple[council.Account, ...]:
    """The accounts that are configured to post by themselves."""
    every = parts.configuration.council.accounts
    return tuple(account for account in every if account.by_itself)


def deliver(parts: Parts, account: Account, steady: SteadyClock | None = None) -> int:
    """Do what is due on one account; whatever goes wrong is told and tried again."""
    means = Means(
        database=parts.database,
        clock=_local(parts, steady or parts.clock),
        is_certain=steady.is_certain if steady else lambda: True,
        picture_name=partial(_picture_name, parts),
        picture=parts.album.jpeg,
    )
    try:
        return keep_promises(means, account)
    except AggregatorError as error:
        log.warning("deliveries stopped", network=account.network, sentence=str(error))
    except Exception:
        log.exception(
            "deliveries failed; the next minute tries", network=account.network
        )
    return 0


def credentials_of(
    parts: Parts, account: council.Account, environment: Mapping[str, str]
) -> Credentials:
    """Where the secrets of an account are.

    Raises:
        RefusedError: it names a file of another desk.
    """
    folder = Path(parts.configuration.directory)
    place = account.credentials
    if place not in {ENVIRONMENT, KEYRING}:
        require_own_file(folder, folder / place)
        place = str(folder / place)
    name = f"{account.network}-{account.handle or account.network}.json"
    return Credentials(
        network=account.network,
        handle=account.handle,
        place=place,
        kept=folder / DATA / _KEPT / name.replace("/", "-"),
        desk=parts.desk,
        environment=environment,
    )


def secrets_mark(parts: Parts, account: council.Account) -> tuple[int, int]:
    """Tells one state of an account's file of secrets from another."""
    if account.credentials in {ENVIRONMENT, KEYRING}:
        return (0, 0)
    try:
        found = (Path(parts.configuration.directory) / account.credentials).stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def charge(parts: Parts, account: council.Account, prices: Mapping[str, float]) -> None:
    """Write down what was read on an account at a price; no post waits for that."""
    name = account.handle or account.network
    try:
        with parts.database.transaction() as connection:
            paid_reads.add(connection, account.network, name, prices, parts.clock())
    except StoreError as error:
        log.warning("reading not counted", network=name, sentence=str(error))


def connect_to(
    parts: Parts, account: council.Account, environment: Mapping[str, str]
) -> Account:
    """One account, connected; one that cannot be used says why to whoever tries."""
    return account_of(parts, account, _publisher(parts, account, environment))


def account_of(parts: Parts, account: council.Account, publisher: Publisher) -> Account:
    """What the ledger knows of an account, with whatever publishes for it."""
    return Account(
        network=account.network,
        names=_names(parts, account),
        publisher=publisher,
        monthly_limit=account.monthly_limit,
        reading_limit=account.reading_limit,
        zone=parts.configuration.council.timezone,
        tags=account.tags,
        tagged=account.tagged,
    )


def _publisher(
    parts: Parts, account: council.Account, environment: Mapping[str, str]
) -> Publisher:
    try:
        return connect(
            credentials_of(parts, account, environment),
            account.server,
            _local(parts, parts.clock),
            partial(charge, parts, account),
        )
    except AggregatorError as error:
        log.warning("account not used", network=account.network, sentence=str(error))
        return Unusable(str(error))


def _local(parts: Parts, clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock in the council's zone: sentences tell the time as people there do."""
    zone = ZoneInfo(parts.configuration.council.timezone)
    return lambda: clock().astimezone(zone)


def _names(parts: Parts, account: council.Account) -> frozenset[str]:
    """What deliveries call it: its handle, and the network's name for the first one."""
    every = parts.configuration.council.accounts
    first = next(one for one in every if one.network == account.network)
    names = {account.handle} if account.handle else set()
    return frozenset(names | ({account.network} if first == account else set()))


def _picture_name(
    parts: Parts, address: str, network: str, focus: str | None
) -> str | None:
    kept = parts.album.find(address)
    return kept.cut_for(network, focus) if kept is not None and kept.shown else None
