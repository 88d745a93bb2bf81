"""The audit is only ever added to, and shows it when somebody meddled."""

import pytest
from sqlalchemy import text

from aggregator.model.errors import StoreError
from aggregator.store import audit
from tests.builders import NOW


def write(connection, what="edit", subject="draft 1", **named):
    values = {"who": "Ann", "before": None, "after": None, "now": NOW, **named}
    audit.write(connection, what=what, subject=subject, **values)


@pytest.fixture
def written(database):
    for number in range(1, 6):
        with database.transaction() as connection:
            write(connection, subject=f"draft {number % 2}", after=f"text {number}")
            write(connection, what="look")
    return database


def unguarded(database, *statements):
    """Run statements as somebody who may do anything to the database."""
    with database.transaction() as connection:
        if database.is_sqlite:
            triggers = connection.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ).all()
            for trigger in triggers:
                connection.execute(text(f"DROP TRIGGER {trigger}"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))
        if not database.is_sqlite:
            connection.execute(text("SET session_replication_role = origin"))


def test_lines_come_newest_first_a_page_at_a_time(written):
    with written.reading() as connection:
        first = audit.read(connection, subject=None, limit=4)
        assert [line.id for line in first] == [10, 9, 8, 7]
        second = audit.read(connection, subject=None, limit=4, before_id=7)
        assert [line.id for line in second] == [6, 5, 4, 3]
        assert (first[1].who, first[1].what, first[1].at) == ("Ann", "edit", NOW)
        assert (first[1].before, first[1].after) == (None, "text 5")


def test_one_subject_alone(written):
    with written.reading() as connection:
        found = audit.read(connection, subject="draft 0", limit=10)
    assert [line.after for line in found] == ["text 4", "text 2"]


@pytest.mark.parametrize("table", ["audit", "audit_seals"])
@pytest.mark.parametrize(
    "deed", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}", "DELETE FROM {} WHERE 1 = 1"]
)
def test_no_line_is_changed_or_taken_away(written, table, deed):
    column = "who" if table == "audit" else "hash"

    def meddle():
        with written.transaction() as connection:
            connection.execute(text(deed.format(table, column)))

    with pytest.raises(StoreError, match="kept as it was written"):
        meddle()
    with written.reading() as connection:
        assert audit.verify(connection) == 10


def test_an_audit_that_nobody_altered_is_verified(written):
    with written.reading() as connection:
        assert audit.verify(connection) == 10


def test_a_line_that_was_rolled_back_leaves_no_gap(written):
    def fail():
        with written.transaction() as connection:
            write(connection)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with written.transaction() as connection:
        write(connection)
    with written.reading() as connection:
        assert audit.verify(connection) == 11


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE audit SET who = 'Bob' WHERE id = 4",
        "UPDATE audit SET before = 'x' WHERE id = 4",
        "UPDATE audit_seals SET hash = 'x' WHERE number = 4",
        "DELETE FROM audit_seals WHERE number = 4",
        "DELETE FROM audit_seals WHERE number = 10",
        """INSERT INTO audit (at, who, what, subject)
        SELECT at, who, what, subject FROM audit WHERE id = 4""",
    ],
)
def test_meddling_shows(written, meddling):
    unguarded(written, meddling)
    with (
        pytest.raises(StoreError, match="was altered at line"),
        written.reading() as connection,
    ):
        audit.verify(connection)


def test_a_line_taken_out_with_its_seal_shows(written):
    unguarded(
        written,
        "DELETE FROM audit_seals WHERE number = 4",
        "DELETE FROM audit WHERE id = 4",
    )
    with (
        pytest.raises(StoreError, match="line 4"),
        written.reading() as connection,
    ):
        audit.verify(connection)
