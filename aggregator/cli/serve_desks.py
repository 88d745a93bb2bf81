"""Every desk of an installation in one process, each at its own host name."""

import os
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from starlette.types import ASGIApp

from aggregator.cli.output import say
from aggregator.config.installation import folder_of, read_installation
from aggregator.run.assemble import Parts
from aggregator.run.desks import at_one_host
from aggregator.run.opening import OpenDesks
from aggregator.run.shared_clock import SharedClock, following_any
from aggregator.run.tick import EVERY_SECONDS, ticking
from aggregator.web.app import create_app
from aggregator.web.by_host import ByHost, is_local, is_named, local_host


@contextmanager
def desks_served(
    directory: Path, sock: socket.socket, *, cycles: bool, only: Collection[str] = ()
) -> Iterator[ASGIApp]:
    """What answers at the socket for all desks; polling them meanwhile, if wanted.

    Raises:
        ConfigurationError: `desks.toml` cannot be used.
        NotFoundError: `only` names a desk that is not there.
    """
    for name in only:
        folder_of(directory, name)
    installation = read_installation(directory, os.environ)
    for fault in installation.faults:
        say(str(fault))
    for sentence in at_one_host(directory, os.environ):
        say(sentence)
    port = sock.getsockname()[1]
    count = len(only or installation.desks)
    say(f"Serving {count} {'desk' if count == 1 else 'desks'}; Ctrl-C stops it all")
    clock = SharedClock()
    begin = partial(_begin, port=port, cycles=cycles, clock=clock)
    with (
        OpenDesks(directory, os.environ, clock, begin, only=only) as desks,
        following_any(
            clock, lambda: [parts.database for parts, _ in desks.at_work().values()]
        ),
    ):
        yield ByHost(partial(_find, desks))


@contextmanager
def _begin(
    parts: Parts,
    *,
    port: int,
    cycles: bool,
    clock: SharedClock | None = None,
    every_seconds: float = EVERY_SECONDS,
) -> Iterator[ASGIApp]:
    if clock is not None and not parts.database.is_sqlite:
        # Before anything of the desk is done by it.
        clock.follow(parts.database)
    app = create_app(parts)
    with ticking(parts, every_seconds=every_seconds) if cycles else nullcontext():
        address = parts.configuration.desk.address
        at = address or f"http://{local_host(parts.desk)}:{port}"
        say(f"The desk {parts.desk} is at {at}")
        yield app


def _find(desks: OpenDesks[ASGIApp], host: str) -> ASGIApp | None:
    for is_its in (is_local, is_named):
        for name, (parts, app) in sorted(desks.at_work().items()):
            if is_its(host, name, parts.configuration.desk.address):
                return app
    return None
