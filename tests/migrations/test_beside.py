"""An index of a large table is built while others write, and whole at the end."""

import shutil
import threading

import pytest
from sqlalchemy import inspect

from aggregator.model.errors import StoreError
from aggregator.store import migrate
from aggregator.store.beside import Index, build
from tests.conftest import _new_database
from tests.machines.processes import wait_for

WANTED = Index(name="ix_items_first_seen_by_hand", table="large", columns=("number",))
STEP = """
from alembic import op
from aggregator.store.beside import Index

revision = "9999"
down_revision = "{before}"
branch_labels = None
depends_on = None
beside = (Index(name="ix_by_hand", table="items", columns=("source", "story")),)


def upgrade():
    op.create_index("ix_by_hand", "items", ["source", "story"], if_not_exists=True)
    {then}
"""
_VALID = (
    "SELECT indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid "
    "WHERE relname = '{}'"
)


@pytest.fixture
def server_database(postgresql, upgraded_template, opened):
    return opened(_new_database(postgresql, upgraded_template))


@pytest.fixture
def large(server_database):
    with server_database.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE large AS SELECT n / 7 AS number FROM generate_series(1, 99) n"
        )
    return server_database


def is_valid(database, name=WANTED.name):
    with database.reading() as connection:
        return connection.exec_driver_sql(_VALID.format(name)).scalar()


@pytest.mark.postgresql
def test_others_write_while_it_is_built(large):
    building = threading.Thread(target=build, args=(large, [WANTED]))
    with large.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO large VALUES (100)")
        # It waits for this transaction, as any index does; but nobody waits for it.
        building.start()
        wait_for(lambda: is_valid(large) is not None)
        with large.transaction() as other:
            other.exec_driver_sql("INSERT INTO large VALUES (101)")
        assert building.is_alive()
    building.join(60)
    assert is_valid(large)


@pytest.mark.postgresql
def test_what_was_interrupted_is_built_anew(large):
    with large.engine.connect() as raw, pytest.raises(Exception, match="duplicate"):
        raw.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
            f"CREATE UNIQUE INDEX CONCURRENTLY {WANTED.name} ON large (number)"
        )
    assert is_valid(large) is False
    build(large, [WANTED])
    assert is_valid(large)
    build(large, [WANTED])


@pytest.mark.postgresql
def test_programs_that_start_together_build_it_once(large):
    failed = []

    def start():
        try:
            build(large, [WANTED])
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert failed == []
    assert is_valid(large)


@pytest.fixture
def steps(tmp_path, monkeypatch):
    """Adds a step to those that there are."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate._STEPS, folder)
    before = migrate.latest()
    monkeypatch.setattr(migrate, "_STEPS", folder)

    def add(then="pass"):
        text = STEP.format(before=before, then=then)
        shutil.rmtree(folder / "versions" / "__pycache__", ignore_errors=True)
        (folder / "versions" / "r9999_by_hand.py").write_text(text, encoding="utf-8")

    return add


def test_a_step_has_it_on_both_databases(database, steps):
    steps()
    migrate.upgrade(database)
    with database.reading() as connection:
        names = {one["name"] for one in inspect(connection).get_indexes("items")}
    assert "ix_by_hand" in names


@pytest.mark.postgresql
def test_a_step_that_fails_leaves_it_to_be_used_by_the_next_try(server_database, steps):
    steps(then="raise ValueError")
    with pytest.raises(ValueError):
        migrate.upgrade(server_database)
    assert is_valid(server_database, "ix_by_hand")
    steps()
    migrate.upgrade(server_database)
    assert is_valid(server_database, "ix_by_hand")
