"""The desk, the hourly cycle and the deliveries in one process."""

import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import click
import uvicorn
from starlette.types import ASGIApp

from aggregator.cli.numbers import WholeNumber
from aggregator.cli.output import (
    command,
    log_to_stderr,
    private_networks,
    say,
)
from aggregator.cli.place import desks_option
from aggregator.cli.serve_desks import desks_served
from aggregator.config.installation import is_installation
from aggregator.desk.people import everybody
from aggregator.model.errors import RefusedError
from aggregator.run.assemble import Parts, assembled
from aggregator.run.shared_clock import SharedClock, following
from aggregator.run.tick import ticking
from aggregator.web.app import create_app

# A proxy on this machine.
PROXIES = ("127.0.0.1", "::1")
# Seconds for requests under way when told to stop: a photo over a slow line.
PATIENCE = 15

host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at."
)
port_option = click.option(
    "--port",
    type=WholeNumber(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen at; 0 takes a free one.",
)


@click.command()
@host_option
@port_option
@click.option(
    "--cycle/--no-cycle", "cycles", default=True, help="Also poll the sources."
)
@click.option(
    "--trusted-proxy",
    "proxies",
    multiple=True,
    default=PROXIES,
    show_default=True,
    callback=private_networks,
    metavar="NETWORK",
    help="A proxy that says who asks (X-Forwarded-For) and by https or not "
    "(X-Forwarded-Proto): believed of nobody else. May be given again.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Of several desks, this one; may be said again.",
)
@desks_option
@command
def serve(
    *,
    host: str,
    port: int,
    cycles: bool,
    proxies: tuple[str, ...],
    only: tuple[str, ...],
    directory: Path,
) -> None:
    """Serve the desk, and poll by itself every hour."""
    log_to_stderr(logging.INFO)
    several = is_installation(directory)
    if only and not several:
        raise click.UsageError(
            f"{directory.resolve()} has one desk, so leave out --only"
        )
    if several:
        with (
            listening(host, port) as sock,
            _stopped_in_order(),
            desks_served(directory, sock, cycles=cycles, only=only) as app,
        ):
            _answer(app, sock, proxies)
        return
    clock = SharedClock()
    with (
        assembled(directory, clock=clock) as parts,
        following(clock, parts.database),
        listening(host, port) as sock,
    ):
        for fault in parts.configuration.faults:
            say(str(fault))
        address = address_of(sock)
        say(f"The desk is at {address}; Ctrl-C stops it")
        if not everybody(parts.database):
            say('Nobody can sign in yet: aggregator user add "Your name" --role editor')
        serve_until_stopped(parts, sock, cycles=cycles, proxies=proxies)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket, or a sentence about why there is none.

    Raises:
        RefusedError: the address cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named in full, or asyncio leaves Nagle's algorithm on: 40 ms a kept-alive request.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        try:
            sock.bind((host, port))
            sock.listen()
        except OSError as error:
            raise RefusedError(
                f"Port {port} of {host} cannot be used: {error.strerror}",
                remedy=f"stop what uses it, or choose another: --port {port + 1}",
            ) from None
        yield sock
    finally:
        sock.close()


def address_of(sock: socket.socket) -> str:
    """Where a browser finds what listens at the socket."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve_until_stopped(
    parts: Parts,
    sock: socket.socket,
    *,
    cycles: bool,
    proxies: tuple[str, ...] = PROXIES,
) -> None:
    """Serve pages at the socket, and tick, until Ctrl-C or a TERM.

    Whoever is being answered then is answered first, for some seconds.
    """
    with _stopped_in_order(), ticking(parts) if cycles else nullcontext():
        _answer(create_app(parts), sock, proxies)


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    # Once all has stopped, uvicorn raises the signal again for whoever is around it; a
    # service manager's TERM shall end the ticking as orderly as Ctrl-C does.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _answer(app: ASGIApp, sock: socket.socket, proxies: tuple[str, ...]) -> None:
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        # Said each time, or the environment would decide whom to believe.
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=PATIENCE,
    )
    uvicorn.Server(settings).run(sockets=[sock])
