"""The schema comes from its steps alone, and only forwards."""

import pkgutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from aggregator.model.errors import StoreNewerError
from aggregator.store import deliveries as store_deliveries
from aggregator.store import reach, sources, tables
from aggregator.store.migrate import (
    configuration,
    is_modelled,
    revision,
    upgrade,
)
from aggregator.store.tables.metadata import metadata
from tests.builders import NOW

# Every file of tables, so that none is forgotten by the steps.
for found in pkgutil.iter_modules(tables.__path__, f"{tables.__name__}."):
    import_module(found.name)

HOUR = timedelta(hours=1)
LATEST = ScriptDirectory.from_config(configuration()).get_current_head()


def test_the_steps_lead_to_the_tables_that_the_program_uses(empty_address, opened):
    database = opened(empty_address)
    upgrade(database)
    with database.transaction() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": is_modelled}
        )
        assert compare_metadata(context, metadata) == []


def test_an_upgraded_database_is_left_alone(empty_address, opened):
    database = opened(empty_address)
    upgrade(database)
    with database.transaction() as connection:
        before = revision(connection)
    upgrade(database)
    with database.transaction() as connection:
        assert revision(connection) == before == LATEST


def test_two_programs_that_start_together_upgrade_once(empty_address, opened):
    databases = [opened(empty_address) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, databases))
    with databases[0].transaction() as connection:
        assert revision(connection) == LATEST


def of_a_newer_release(database, *, serves_from):
    with database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE sources ADD COLUMN added TEXT")
        connection.exec_driver_sql("CREATE TABLE added (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.exec_driver_sql(f"UPDATE schema_reach SET oldest = '{serves_from}'")


def test_a_database_that_a_newer_release_only_added_to_is_used(address, opened):
    database = opened(address)
    of_a_newer_release(database, serves_from="0034")
    upgrade(database)
    with database.transaction() as connection:
        assert revision(connection) == "9999"
        sources.sync(connection, ["whats-on"], NOW)
        (claim,) = sources.claim_due(connection, NOW, lease=HOUR, limit=9)
        assert claim.source == "whats-on"


def test_the_oldest_program_that_a_schema_serves_is_the_one_that_a_step_names():
    script = ScriptDirectory.from_config(configuration())
    assert reach.oldest_served(script) == "0034"
    script.get_revision(LATEST).module.serves_from = "0099"
    try:
        assert reach.oldest_served(script) == "0099"
    finally:
        del script.get_revision(LATEST).module.serves_from


def test_a_database_that_a_newer_release_has_taken_from_is_refused(address, opened):
    database = opened(address)
    of_a_newer_release(database, serves_from="9998")
    with pytest.raises(StoreNewerError) as refusal:
        upgrade(database)
    sentence = str(refusal.value)
    assert database.name in sentence
    assert "9999" in sentence
    assert LATEST in sentence
    assert "install the newer release" in sentence


def test_a_step_that_fails_leaves_nothing_behind(empty_address, opened):
    database = opened(empty_address)
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE holds (id INTEGER)")
    with pytest.raises(Exception, match="holds"):
        upgrade(database)
    with database.transaction() as connection:
        assert set(inspect(connection).get_table_names()) == {"holds"}


def test_deliveries_of_the_first_release_are_kept(empty_address, opened):
    database = opened(empty_address)
    steps = configuration()
    with database.transaction() as connection:
        steps.attributes["connection"] = connection
        command.upgrade(steps, "0001")
        connection.exec_driver_sql(
            "INSERT INTO drafts (id, network, purpose, kind, language, state, text, "
            "composed, template, why, urgent_by, revision, created_at, moved_at, "
            "changed_at, changed_by) VALUES (7, 'x', 'announce', 'news', 'en', "
            "'published', 'a', 'a', 't', 'w', '9999-12-31 00:00:00.000000Z', 1, "
            "'2026-11-23 09:00:00.000000Z', '2026-11-23 09:00:00.000000Z', "
            "'2026-11-23 09:00:00.000000Z', 'Ada')"
        )
        connection.exec_driver_sql(
            "INSERT INTO deliveries (id, draft, network, state, address, posted_by, "
            "promised_at) VALUES (3, 7, 'x', 'published', 'https://x.com/a/status/1', "
            "'Ada', '2026-11-23 09:00:00.000000Z')"
        )
    upgrade(database)
    with database.transaction() as connection:
        (kept,) = store_deliveries.for_draft(connection, 7)
        assert (kept.id, kept.account, kept.address, kept.posted_by) == (
            3,
            "x",
            "https://x.com/a/status/1",
            "Ada",
        )
