"""Keys that another release made are made anew when the program starts."""

from datetime import timedelta

from sqlalchemy import delete, select

from aggregator.run.placing import place_items, rekey
from aggregator.store import stories, story_keys
from aggregator.store.tables.stories import key_rules
from aggregator.store.tables.stories import story_keys as rows
from aggregator.stories.keys import VERSION, keys
from tests.builders import NOW, an_item

HUB = an_item(id="hub-1", source="hub", url=None, title="STORYTIME AT AMBLEFORD")


def test_an_open_story_is_found_after_an_upgrade(database):
    with database.transaction() as connection:
        place_items(connection, [an_item()], NOW)
        connection.execute(delete(rows))
        connection.execute(delete(key_rules))
    with database.transaction() as connection:
        rekey(connection, NOW)
    with database.transaction() as connection:
        assert story_keys.version(connection) == VERSION
        assert place_items(connection, [HUB], NOW).new_items == 1
        found = story_keys.postings(connection, keys(HUB))
        assert {story for ids in found.values() for story in ids} == {"s1"}


def test_what_is_over_gets_no_keys_again_and_keys_of_today_are_left(database):
    with database.transaction() as connection:
        place_items(connection, [an_item()], NOW)
        rekey(connection, NOW + timedelta(days=60))
        assert story_keys.postings(connection, keys(an_item())) == {}
        story_keys.add(connection, [(1, "s1")])
        rekey(connection, NOW)
        assert story_keys.postings(connection, [1]) == {1: ["s1"]}


def test_the_index_outlives_the_program(address, opened, database):
    with database.transaction() as connection:
        rekey(connection, NOW)
        place_items(connection, [an_item()], NOW)
        before = connection.execute(select(rows)).all()
    database.close()
    again = opened(address)
    with again.transaction() as connection:
        rekey(connection, NOW)
        assert connection.execute(select(rows)).all() == before
        place_items(connection, [HUB], NOW)
        placed = stories.known(connection, [HUB.id, an_item().id])
    assert len(set(placed.values())) == 1
