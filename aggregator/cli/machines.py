"""The program on several machines: schedulers, of which one leads, and workers."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from aggregator.cli.output import command, log_to_stderr
from aggregator.cli.place import config_option
from aggregator.run.assemble import assembled
from aggregator.run.live import Live
from aggregator.run.machines.desks import one_desk
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.orders import QUEUES
from aggregator.run.machines.readiness import require_machines
from aggregator.run.machines.starting import started
from aggregator.run.shared_clock import SharedClock


@click.command()
@config_option
@command
def scheduler(directory: Path) -> None:
    """Hand out what is due to the workers; of several, one leads."""
    log_to_stderr(logging.INFO)
    require_machines(directory)
    with started(partial(_machine, directory)) as machine:
        # Only now is it sure that procrastinate is installed.
        run: Callable[..., None] = import_module(
            "aggregator.run.machines.scheduler"
        ).run_scheduler
        run(machine)


def _queues(
    _context: click.Context, _option: click.Parameter, given: str
) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(name.strip() for name in given.split(",")))
    for name in chosen:
        if name not in QUEUES:
            raise click.BadParameter(
                f"there is no queue {name!r}; write some of {','.join(QUEUES)}"
            )
    return chosen


@click.command()
@click.option(
    "--queues",
    default=",".join(QUEUES),
    show_default=True,
    callback=_queues,
    help="What to work on, with commas between.",
)
@config_option
@command
def worker(queues: tuple[str, ...], directory: Path) -> None:
    """Do what the scheduler hands out, beside any number of other workers."""
    log_to_stderr(logging.INFO)
    require_machines(directory)
    with started(partial(_machine, directory)) as machine:
        run: Callable[..., None] = import_module(
            "aggregator.run.machines.worker"
        ).run_worker
        run(machine, queues)


@contextmanager
def _machine(directory: Path) -> Iterator[Machine]:
    clock = SharedClock()
    with assembled(directory, clock=clock) as parts:
        yield Machine(
            database=parts.database,
            desks=one_desk(Live(parts).parts),
            clock=clock,
            follow=clock.follow,
        )
