"""Serves an application on loopback, in a thread, for the demo and for tests."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

HOST = "127.0.0.1"
_STOPS_WITHIN_SECONDS = 10


class _Server(uvicorn.Server):
    """Leaves no connection behind, not even one whose other end has stopped reading."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        for connection in tuple(self.server_state.connections):
            if (transport := connection.transport) is not None:
                transport.abort()
        await asyncio.sleep(0)


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """The address at which the application answers until the block ends.

    `port` 0 takes a free one. The socket listens before the thread starts, so that
    the first request cannot come too early.

    Raises:
        OSError: the port is taken.
    """
    with socket.create_server((HOST, port)) as sock:
        # asyncio does so only for a socket that names TCP as its protocol; without it
        # every answer waits 40 ms for an acknowledgement that the asker delays.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        settings = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        server = _Server(settings)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [sock]}, daemon=True
        )
        thread.start()
        try:
            yield f"http://{HOST}:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_STOPS_WITHIN_SECONDS)
