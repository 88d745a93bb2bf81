"""Begins once the database is there: machines start in any order, and while it does."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import structlog

from aggregator.model.errors import StoreLostError
from aggregator.run.clock import elapsed
from aggregator.run.machines.machine import Machine
from aggregator.store.machines.schema import prepare

log = structlog.get_logger()

# Then it ends, and says why: a service manager starts it again, a person mends it.
_PATIENCE = 60.0
_PAUSE = 2.0


@contextmanager
def started(
    opening: Callable[[], AbstractContextManager[Machine]],
    *,
    patience: float = _PATIENCE,
) -> Iterator[Machine]:
    """What `opening` opens, with the schema that machines share, and its clock set.

    Raises:
        StoreError: the database cannot be used, or is not there for `patience` seconds.
    """
    deadline = elapsed() + patience
    with ExitStack() as stack:
        while True:
            try:
                machine = stack.enter_context(opening())
                prepare(machine.database)
                machine.follow(machine.database)
            except StoreLostError as error:
                stack.close()
                if elapsed() > deadline:
                    raise
                log.warning("waiting for the database", sentence=str(error))
                time.sleep(_PAUSE)
            else:
                break
        yield machine
