"""Whether the schema is up to date is told without what takes its steps."""

from alembic.script import ScriptDirectory

from aggregator.store.migrate import configuration, upgrade
from aggregator.store.schema import bring_up_to_date, kept_version, newest_version


def test_the_files_are_named_by_the_steps_they_are():
    script = ScriptDirectory.from_config(configuration())
    assert newest_version() == script.get_current_head()


def test_an_empty_database_is_brought_up_to_date(empty_address, opened):
    database = opened(empty_address)
    assert kept_version(database) is None
    bring_up_to_date(database)
    assert kept_version(database) == newest_version()


def test_a_database_that_is_up_to_date_stays_as_it_is(empty_address, opened):
    database = opened(empty_address)
    upgrade(database)
    bring_up_to_date(database)
    assert kept_version(database) == newest_version()
