"""One scheduler or worker by a clock that a proof moves, in a process of its own."""

import logging
import os
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from aggregator.cli.output import log_to_stderr
from aggregator.run.assemble import assembled
from aggregator.run.live import Live
from aggregator.run.machines.desks import one_desk
from aggregator.run.machines.machine import Machine, Pace
from aggregator.run.machines.orders import QUEUES
from aggregator.run.machines.scheduler import run_scheduler
from aggregator.run.machines.starting import started
from aggregator.run.machines.worker import run_worker
from tests.deliver.accounts import SECRETS
from tests.machines.fast_clock import FileClock

# All that takes real time takes a tenth or so of what it does in earnest.
QUICK = Pace(look=0.05, beat=0.5, cut_off=3.0, stalled=5.0, lead=3.0, grace=30.0)
# A dozen processes on few cores would do little else than say that they are there.
CALM = Pace(look=0.2, beat=2.0, cut_off=8.0, stalled=12.0, lead=8.0, grace=30.0)


def play(
    kind: str, folder: Path, clock_file: Path, log: Path, pace: Pace = QUICK
) -> None:
    """Run until a signal."""
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    log_to_stderr(logging.WARNING)
    clock = FileClock(clock_file)
    with started(partial(_machine, folder, clock, pace)) as machine:
        if kind == "scheduler":
            run_scheduler(machine)
        else:
            run_worker(machine, QUEUES)


@contextmanager
def _machine(folder: Path, clock: FileClock, pace: Pace):
    with assembled(folder, clock=clock) as parts:
        yield Machine(
            database=parts.database,
            desks=one_desk(Live(parts).parts),
            clock=clock,
            follow=lambda _database: 0.0,
            passed=clock.passed,
            environment=SECRETS,
            pace=pace,
        )


if __name__ == "__main__":
    play(sys.argv[1], *map(Path, sys.argv[2:5]))
