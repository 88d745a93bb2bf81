"""Several desks worked for by the same schedulers and workers.

What is handed out is in a schema that belongs to the installation's login, which no
desk's may reach; what a job does is done with the login of its desk.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aggregator.config.installation import DESKS_FILE, read_installation
from aggregator.model.errors import StoreError
from aggregator.run.assemble import Parts
from aggregator.run.live import Live
from aggregator.run.machines.desks import Desks, NotOpenHereError
from aggregator.run.machines.machine import Machine
from aggregator.run.opening import OpenDesks
from aggregator.run.shared_clock import SharedClock
from aggregator.store.database import open_database

Look = Callable[[], Parts]


@contextmanager
def machine_of_desks(
    directory: Path, environment: Mapping[str, str], clock: SharedClock
) -> Iterator[Machine]:
    """A scheduler or a worker for every desk that can be opened.

    Raises:
        ConfigurationError: `desks.toml` cannot be used.
        StoreError: the database cannot be used.
    """
    address = read_installation(directory, environment).database
    if address is None:
        raise StoreError(
            "Each desk has a file, which the programs of one machine alone can use",
            remedy=f"name a PostgreSQL in {DESKS_FILE}; on one machine "
            "`aggregator serve` does all of it",
        )
    database = open_database(address)
    try:
        with OpenDesks(directory, environment, clock, _live) as opened:
            yield Machine(
                database=database,
                desks=_desks(opened),
                clock=clock,
                follow=clock.follow,
            )
    finally:
        database.close()


def _desks(opened: OpenDesks[Look]) -> Desks:
    def parts(name: str) -> Parts:
        found = opened.at_work().get(name)
        if found is None:
            raise NotOpenHereError(
                f"The desk {name} is not open here",
                remedy="it is tried again; aggregator doctor says why",
            )
        return found[1]()

    return Desks(names=lambda: tuple(sorted(opened.at_work())), parts=parts)


@contextmanager
def _live(parts: Parts) -> Iterator[Look]:
    yield Live(parts).parts
