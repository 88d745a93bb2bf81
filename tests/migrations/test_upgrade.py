"""The schema comes from its steps alone, and only forwards."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from aggregator.model.errors import StoreNewerError
from aggregator.store.migrate import revision, upgrade
from aggregator.store.tables import audit, drafts, people, plans, sources, stories
from aggregator.store.tables.metadata import metadata

TABLES = (audit, drafts, people, plans, sources, stories)


def test_the_steps_lead_to_the_tables_that_the_program_uses(empty_address, opened):
    database = opened(empty_address)
    upgrade(database)
    with database.transaction() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_an_upgraded_database_is_left_alone(empty_address, opened):
    database = opened(empty_address)
    upgrade(database)
    with database.transaction() as connection:
        before = revision(connection)
    upgrade(database)
    with database.transaction() as connection:
        assert revision(connection) == before == "0001"


def test_two_programs_that_start_together_upgrade_once(empty_address, opened):
    databases = [opened(empty_address) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, databases))
    with databases[0].transaction() as connection:
        assert revision(connection) == "0001"


def test_a_database_of_a_newer_release_is_refused(address, opened):
    database = opened(address)
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreNewerError) as refusal:
        upgrade(database)
    sentence = str(refusal.value)
    assert database.name in sentence
    assert "9999" in sentence
    assert "0001" in sentence
    assert "install the newer release" in sentence


def test_a_step_that_fails_leaves_nothing_behind(empty_address, opened):
    database = opened(empty_address)
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE holds (id INTEGER)")
    with pytest.raises(Exception, match="holds"):
        upgrade(database)
    with database.transaction() as connection:
        assert set(inspect(connection).get_table_names()) == {"holds"}
