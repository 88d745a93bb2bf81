"""A database opens, or says in a sentence why it cannot and what to do."""

import sqlite3
import stat
import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from traceback import format_exception

import pytest
import structlog
from sqlalchemy import insert, select, text

from aggregator.model.errors import StoreError, StoreLockedError
from aggregator.store import plans
from aggregator.store.database import open_database
from aggregator.store.tables.plans import holds
from tests.builders import NOW

SHORT = timedelta(milliseconds=50)


def hold_at(connection, moment):
    connection.execute(insert(holds).values(reason="r", by="Ann", since=moment))


def test_what_is_done_in_a_transaction_is_kept(database):
    with database.transaction() as connection:
        plans.hold(connection, "mourning", "Ann", NOW)
    with database.reading() as connection:
        assert plans.held(connection) is not None


def test_a_transaction_that_fails_keeps_nothing(database):
    def fail():
        with database.transaction() as connection:
            plans.hold(connection, "mourning", "Ann", NOW)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with database.reading() as connection:
        assert plans.held(connection) is None


def test_reading_refuses_to_write(database):
    def write():
        with database.reading() as connection:
            plans.hold(connection, "mourning", "Ann", NOW)

    with pytest.raises(StoreError, match="read"):
        write()
    with database.transaction() as connection:
        plans.hold(connection, "mourning", "Ann", NOW)


def test_a_reader_waits_for_no_writer_and_keeps_its_view(address, opened):
    writer, reader = opened(address), opened(address, SHORT)
    with writer.transaction() as writing:
        plans.hold(writing, "mourning", "Ann", NOW)
        with reader.reading() as connection:
            assert plans.held(connection) is None
    with reader.reading() as connection:
        before = plans.held(connection)
        with writer.transaction() as writing:
            plans.release(writing, "Ann", NOW)
        assert plans.held(connection) == before


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1))),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_in_utc(connection, moment):
    hold_at(connection, moment)
    found = connection.scalar(select(holds.c.since))
    assert found == moment
    assert found.tzinfo is UTC


def test_moments_are_sorted_as_time_is(connection):
    moments = [NOW, NOW + timedelta(microseconds=1), NOW + timedelta(hours=1)]
    for moment in moments[::-1]:
        hold_at(connection, moment.astimezone(timezone(timedelta(hours=-5))))
    query = select(holds.c.since).order_by(holds.c.since)
    assert connection.scalars(query).all() == moments


def test_a_naive_time_is_refused(database):
    def write():
        with database.transaction() as connection:
            hold_at(connection, NOW.replace(tzinfo=None))

    with pytest.raises(StoreError, match="no offset"):
        write()


def test_an_error_never_shows_what_was_to_be_kept(database):
    def write():
        with database.transaction() as connection:
            connection.execute(
                insert(holds).values(reason="a secret", by=None, since=NOW)
            )

    with pytest.raises(StoreError) as refusal:
        write()
    shown = "".join(format_exception(refusal.value))
    assert "holds" in shown
    assert "[parameters:" not in shown
    assert "a secret" not in str(refusal.value)


def test_a_held_file_is_said_to_be_locked(tmp_path, opened):
    address = f"sqlite:///{tmp_path / 'a.db'}"
    first, second = opened(address), opened(address, SHORT)
    with (
        first.transaction(),
        pytest.raises(StoreLockedError) as refusal,
        second.transaction(),
    ):
        pass
    assert str(tmp_path / "a.db") in str(refusal.value)
    assert "another program" in str(refusal.value)
    with second.transaction():
        pass


@pytest.mark.postgresql
def test_whoever_waits_for_a_held_file_is_told_so_and_then_goes_on(tmp_path, opened):
    address = f"sqlite:///{tmp_path / 'a.db'}"
    holder, waiter = opened(address), opened(address, patience=timedelta(seconds=60))
    done = threading.Event()

    def write():
        with waiter.transaction():
            done.set()

    with holder.transaction(), structlog.testing.capture_logs() as logs:
        thread = threading.Thread(target=write)
        thread.start()
        deadline = time.monotonic() + 30
        while not logs and time.monotonic() < deadline:
            time.sleep(0.02)
        assert logs[0]["event"] == "waiting for another program that holds the database"
        assert logs[0]["database"].endswith("a.db")
        assert not done.is_set()
    thread.join(30)
    assert done.is_set()


def test_a_held_row_is_said_to_be_locked(postgresql, opened):
    first, second = opened(postgresql), opened(postgresql, SHORT)
    lock = text("SELECT pg_advisory_xact_lock(1)")
    with first.transaction() as connection:
        connection.execute(lock)
        with (
            pytest.raises(StoreLockedError, match="another program"),
            second.transaction() as waiting,
        ):
            waiting.execute(lock)


def test_a_missing_folder_is_named(tmp_path):
    path = tmp_path / "nowhere" / "a.db"
    with pytest.raises(StoreError) as refusal:
        open_database(f"sqlite:///{path}")
    assert str(path.parent) in str(refusal.value)
    assert "create it" in str(refusal.value)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(StoreError, match=r"cannot be written: Is a directory"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "data").touch()
    with pytest.raises(StoreError, match=r"data/a\.db cannot be written: Not a dir"):
        open_database(f"sqlite:///{tmp_path / 'data' / 'a.db'}")


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "a.db"
    path.write_text("a letter to the council " * 100)
    with pytest.raises(StoreError) as refusal:
        open_database(f"sqlite:///{path}")
    assert str(path) in str(refusal.value)
    assert "name another file" in str(refusal.value)
    assert path.read_text().startswith("a letter")


def test_a_new_file_is_for_its_owner_alone(tmp_path, opened):
    opened(f"sqlite:///{tmp_path / 'a.db'}")
    assert stat.S_IMODE((tmp_path / "a.db").stat().st_mode) == 0o600


def test_a_database_without_tables_says_so(tmp_path, opened):
    database = opened(f"sqlite:///{tmp_path / 'a.db'}")
    with (
        pytest.raises(StoreError, match="no such table: holds"),
        database.reading() as connection,
    ):
        plans.held(connection)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://localhost/a", "kind mysql is not supported"),
        ("data/aggregator.db", "cannot be understood"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address, sentence):
    with pytest.raises(StoreError, match=sentence):
        open_database(address)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_does_not_answer_is_named_without_its_password(scheme):
    with pytest.raises(StoreError) as refusal:
        open_database(f"{scheme}://ann:secret@127.0.0.1:1/council")
    sentence = str(refusal.value)
    assert "127.0.0.1:1/council" in sentence
    assert "whether the server runs" in sentence
    assert "secret" not in sentence


def test_a_file_waits_for_the_disk_at_each_commit(tmp_path, opened):
    database = opened(f"sqlite:///{tmp_path / 'a.db'}")
    with database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert sqlite3.threadsafety > 0
