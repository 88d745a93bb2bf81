"""A step that waits for a table makes nobody else wait behind it for long."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from alembic import command

from aggregator.store.migrate import configuration, latest, revision, upgrade
from tests.conftest import _new_database

pytestmark = pytest.mark.postgresql

# The step after this one widens the holds.
BEFORE = "0024"
WAITS = (
    "SELECT count(*) FROM pg_locks WHERE NOT granted "
    "AND relation = CAST('holds' AS regclass)"
)


@pytest.fixture
def address(postgresql):
    return _new_database(postgresql, "template0")


def plain(address):
    """The address without the driver's name."""
    return address.replace("postgresql+psycopg:", "postgresql:")


def test_a_step_lets_go_while_a_long_query_reads_and_is_taken_afterwards(
    address, opened
):
    database = opened(address)
    steps = configuration()
    with database.transaction() as connection:
        steps.attributes["connection"] = connection
        command.upgrade(steps, BEFORE)
    with (
        psycopg.connect(plain(address)) as long,
        psycopg.connect(plain(address), autocommit=True) as other,
        ThreadPoolExecutor(1) as threads,
    ):
        long.execute("SELECT count(*) FROM holds")
        taken = threads.submit(upgrade, database)
        try:
            until = time.monotonic() + 60
            while not other.execute(WAITS).fetchone()[0]:
                assert time.monotonic() < until, "the step never came to the table"
                time.sleep(0.01)
            # It stands behind the step, and is let past before the long query ends.
            other.execute("SET statement_timeout = '60s'")
            other.execute("SELECT count(*) FROM holds")
            assert not taken.done()
        finally:
            long.rollback()
        taken.result(120)
    with database.transaction() as connection:
        assert revision(connection) == latest()
