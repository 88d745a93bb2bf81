"""What one kind of database holds comes whole into the other, and back."""

import random
import zlib
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    Integer,
    LargeBinary,
    Text,
    insert,
    select,
)

from aggregator.model.errors import RefusedError, StoreError, StoreLockedError
from aggregator.run.placing import rekey
from aggregator.store import audit, plans, sources
from aggregator.store.backup import backup
from aggregator.store.likeness import likenesses
from aggregator.store.migrate import configuration
from aggregator.store.restore import restore
from aggregator.store.tables.every import metadata
from aggregator.store.tables.metadata import Instant
from aggregator.store.transfer import counters
from tests.builders import NOW
from tests.conftest import _new_database
from tests.store.steps import add_draft

pytestmark = pytest.mark.postgresql

TEXTS = (
    "",
    "🎄👩‍👩‍👧‍👦 Caffè, Llyfrgell Tŷ-gwyn",
    "a\tb\r\nc\u2028d\x01\x7f",
    "\ufeff\u202egnp.exe",
    "'); DROP TABLE drafts; -- % %s :name \\N \\",
    "é" * 200_000,
)
MOMENTS = (
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, 0, 1, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
)
FACTS = (
    {},
    {"price": 0.1 + 0.2, "small": 5e-324, "large": 1.7976931348623157e308},
    {"zero": -0.0, "whole": 1.0, "number": 10**30, "null": None},
    {"nul": "a\0b", "alone": "\ud83d", "list": [[], {}, "", False]},
)


def value(column, number, chance, *, indexed):
    if column.nullable and chance.random() < 0.3:
        return None
    # PostgreSQL's indexes take 2,704 bytes.
    texts = TEXTS[:-1] if indexed else TEXTS
    last = number % len(MOMENTS) == len(MOMENTS) - 1
    makers = {
        Instant: lambda: (
            MOMENTS[number % len(MOMENTS)]
            + timedelta(microseconds=0 if last else number)
        ),
        Date: lambda: date(2026, 10, 25) + timedelta(days=number),
        Boolean: lambda: number % 2 == 0,
        BigInteger: lambda: chance.randrange(-(2**63), 2**63),
        Integer: lambda: chance.randrange(2**31),
        JSON: lambda: FACTS[number % len(FACTS)],
        LargeBinary: lambda: (b"", bytes(range(256)), zlib.compress(b"x" * 9999))[
            number % 3
        ],
        Text: lambda: texts[number % len(texts)],
    }
    return makers[type(column.type)]()


def fill(database, rows=12):
    """Every column of every table, with what is hard to keep."""
    chance = random.Random(4)
    with database.transaction() as connection:
        for table in metadata.sorted_tables:
            if table.name in {"audit", "audit_seals"}:
                continue
            made = [row(table, number, chance) for number in range(1, rows)]
            connection.execute(insert(table), made)
        for number, text in enumerate(TEXTS):
            audit.write(
                connection,
                who=f"Ann {number}",
                what="edit",
                subject="draft 1",
                before=text,
                after=None,
                now=MOMENTS[number % 5],
            )


def row(table, number, chance):
    indexed = {column.name for one in table.indexes for column in one.columns}
    made = {
        column.name: value(column, number, chance, indexed=column.name in indexed)
        for column in table.columns
    }
    unique = {
        column.name for one in table.indexes if one.unique for column in one.columns
    }
    for constraint in table.constraints:
        unique |= {column.name for column in constraint.columns}
    for column in table.columns:
        if column.foreign_keys:
            (key,) = column.foreign_keys
            made[column.name] = name_of(key.column, number)
        elif column.name in unique:
            made[column.name] = name_of(column, number)
    if "in_force" in made:
        made["in_force"] = True if number == 1 else None
    return made


def name_of(column, number):
    if isinstance(column.type, (Integer, BigInteger)):
        return number * 7
    if isinstance(column.type, Boolean):
        return None
    if isinstance(column.type, Instant):
        return NOW + timedelta(hours=number)
    if isinstance(column.type, Date):
        return NOW.date() + timedelta(days=number)
    return f"{number} 'é' 🎄"


def rows_of(database):
    """Everything, plainly and by another way than the digests."""
    with database.reading() as connection:
        return {
            table.name: sorted(
                repr(tuple(row)) for row in connection.execute(select(table))
            )
            for table in metadata.sorted_tables
        }


def digests_of(database):
    with database.reading() as connection:
        return likenesses(connection, lambda _what, _done: None)


@pytest.fixture
def file(tmp_path, upgraded_file, opened):
    (tmp_path / "aggregator.db").write_bytes(upgraded_file.read_bytes())
    return opened(f"sqlite:///{tmp_path / 'aggregator.db'}")


@pytest.fixture
def server(postgresql, upgraded_template, opened):
    return opened(_new_database(postgresql, upgraded_template))


@pytest.fixture
def other_file(tmp_path, opened):
    return opened(f"sqlite:///{tmp_path / 'other.db'}")


def test_there_and_back_nothing_is_lost_and_nothing_changed(
    file, server, other_file, tmp_path
):
    fill(file)
    before, digests = rows_of(file), digests_of(file)
    assert all(before.values()), "every table has rows"
    first = backup(file, tmp_path / "one", now=NOW)
    assert restore(server, tmp_path / "one").audit_lines == len(TEXTS)
    assert rows_of(server) == before
    second = backup(server, tmp_path / "two", now=NOW)
    restore(other_file, tmp_path / "two")
    assert rows_of(other_file) == before
    assert first.tables == second.tables == digests
    assert digests_of(server) == digests_of(other_file) == digests


def test_a_difference_in_one_value_is_seen(file, server, tmp_path):
    fill(file)
    with server.transaction() as connection:
        add_draft(connection)
    with file.transaction() as connection:
        before = likenesses(connection, lambda _what, _done: None)
        connection.exec_driver_sql("UPDATE links SET failures = failures + 1")
        after = likenesses(connection, lambda _what, _done: None)
    assert [name for name in before if before[name] != after[name]] == ["links"]


def test_numbers_go_on_where_they_were_even_of_rows_that_are_gone(
    file, server, other_file, tmp_path
):
    with file.transaction() as connection:
        first = add_draft(connection)
        connection.exec_driver_sql("DELETE FROM draft_words")
        connection.exec_driver_sql("DELETE FROM drafts")
        plans.hold(connection, "test", "Ann", NOW)
    backup(file, tmp_path / "one", now=NOW)
    restore(server, tmp_path / "one")
    with server.transaction() as connection:
        second = add_draft(connection)
        plans.release(connection, "Ann", NOW)
        plans.hold(connection, "again", "Ann", NOW)
        assert counters(connection)["holds"] == 2
    backup(server, tmp_path / "two", now=NOW)
    restore(other_file, tmp_path / "two")
    with other_file.transaction() as connection:
        third = add_draft(connection)
    assert first < second < third


def test_the_history_goes_on_and_verifies_in_the_other_database(file, server, tmp_path):
    fill(file)
    backup(file, tmp_path / "one", now=NOW)
    restore(server, tmp_path / "one")
    with server.transaction() as connection:
        audit.write(
            connection,
            who="Ann",
            what="moved",
            subject="all",
            before=None,
            after=None,
            now=NOW,
        )
    with server.reading() as connection:
        assert audit.verify(connection) == len(TEXTS) + 1
    with (
        pytest.raises(StoreError, match="as it was written"),
        server.transaction() as c,
    ):
        c.exec_driver_sql("DELETE FROM audit")


def test_a_backup_of_postgresql_is_of_one_moment(server, other_file, tmp_path):
    with server.transaction() as connection:
        plans.hold(connection, "mourning", "Ann", NOW)

    def interfere(_what, _done):
        with server.transaction() as connection:
            connection.exec_driver_sql("UPDATE holds SET reason = 'another'")
            add_draft(connection, purpose=f"{len(told)}")
        told.append(1)

    told = []
    backup(server, tmp_path / "one", now=NOW, told=interfere)
    assert told
    restore(other_file, tmp_path / "one")
    with other_file.reading() as connection:
        assert plans.held(connection).reason == "mourning"
    assert rows_of(other_file)["drafts"] == []


def test_a_backup_of_a_file_is_of_one_moment_while_others_write(
    file, other_file, tmp_path, opened
):
    fill(file, rows=40)
    before = rows_of(file)
    writer = opened(str(file.engine.url))

    def interfere(_what, _done):
        with writer.transaction() as connection:
            connection.exec_driver_sql("UPDATE links SET failures = 1")

    backup(file, tmp_path / "one", now=NOW, told=interfere)
    restore(other_file, tmp_path / "one")
    assert rows_of(other_file) == before


def test_a_database_with_rows_is_replaced_only_when_told_to(file, server, tmp_path):
    fill(file)
    backup(file, tmp_path / "one", now=NOW)
    with server.transaction() as connection:
        add_draft(connection)
        audit.write(
            connection,
            who="Bob",
            what="edit",
            subject="draft 1",
            before=None,
            after=None,
            now=NOW,
        )
    mine = rows_of(server)
    with pytest.raises(RefusedError, match="--replace"):
        restore(server, tmp_path / "one")
    assert rows_of(server) == mine
    restore(server, tmp_path / "one", replace=True)
    assert rows_of(server) == rows_of(file)


def test_a_database_that_a_command_only_looked_at_counts_as_empty(
    file, server, tmp_path
):
    fill(file)
    backup(file, tmp_path / "one", now=NOW)
    with server.transaction() as connection:
        rekey(connection, NOW)
    assert restore(server, tmp_path / "one").tables
    assert rows_of(server) == rows_of(file)


def test_a_postgresql_that_a_program_is_connected_to_is_not_replaced(
    file, server, tmp_path, opened
):
    backup(file, tmp_path / "one", now=NOW)
    running = opened(server.engine.url.render_as_string(hide_password=False))
    with running.reading(), pytest.raises(StoreLockedError, match="another program"):
        restore(server, tmp_path / "one")
    running.close()
    restore(server, tmp_path / "one")


def test_a_value_that_postgresql_cannot_keep_is_named_and_replaces_nothing(
    file, server, tmp_path
):
    with file.transaction() as connection:
        add_draft(connection, text="a\0b")
    backup(file, tmp_path / "one", now=NOW)
    with pytest.raises(StoreError) as refusal:
        restore(server, tmp_path / "one")
    assert "text of row [1] of drafts has a NUL character" in str(refusal.value)
    assert not any(rows_of(server).values())


def test_a_backup_of_an_older_release_comes_up_to_date_in_the_other_database(
    server, tmp_path, opened
):
    old = opened(f"sqlite:///{tmp_path / 'old.db'}")
    steps = configuration()
    with old.transaction() as connection:
        steps.attributes["connection"] = connection
        command.upgrade(steps, "0003")
        connection.exec_driver_sql(
            "INSERT INTO sources (id, configured, next_due, health, since, failures, "
            "token) VALUES ('whats-on', 1, '2026-11-23 09:00:00.000000Z', 'ok', "
            "'2026-11-23 09:00:00.000000Z', 0, 4)"
        )
    old.close()
    restore(server, tmp_path / "old.db")
    with server.reading() as connection:
        (kept,) = sources.health(connection)
    assert (kept.source, kept.since, kept.interval) == ("whats-on", NOW, None)
