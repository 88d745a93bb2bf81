"""What was kept for long enough goes; what anybody may still need stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from aggregator.model.errors import StoreError
from aggregator.model.facts import Kind
from aggregator.store import audit, partitions, pruning, retention, sources
from aggregator.store.tables.audit import audit_seals
from aggregator.store.tables.sources import polls
from aggregator.store.tables.sources import sources as source_rows
from aggregator.store.tables.stories import items, stories, story_keys
from tests.builders import NOW
from tests.store.steps import add_draft

DAY = timedelta(days=1)
LONG_AGO = NOW - 400 * DAY
YEAR_AGO = NOW - 365 * DAY


def a_story(connection, name, *, over=LONG_AGO, seen=LONG_AGO, source="news"):
    connection.execute(
        insert(stories).values(
            id=name,
            kind="event",
            status="scheduled",
            title=name,
            facts={},
            over_after=over,
            first_seen=LONG_AGO,
            saved_at=LONG_AGO,
        )
    )
    connection.execute(
        insert(items).values(
            id=f"item of {name}",
            source=source,
            story=name,
            position=0,
            facts={},
            first_seen=LONG_AGO,
            last_seen=seen,
        )
    )
    connection.execute(insert(story_keys).values(key=hash(name), story=name))


def a_source(connection, name, changed_at, *, configured=True):
    sources.sync(connection, [name], NOW)
    connection.execute(
        source_rows.update()
        .where(source_rows.c.id == name)
        .values(changed_at=changed_at, configured=configured)
    )


def forget(connection, limit=500):
    gone, after = retention.forget_stories(connection, Kind.EVENT, YEAR_AGO, limit)
    while after is not None:
        some, after = retention.forget_stories(
            connection, Kind.EVENT, YEAR_AGO, limit, after
        )
        gone += some
    return gone


def left(connection, table, column):
    return sorted(connection.scalars(select(table.c[column])))


def test_a_story_goes_with_its_items_and_keys_once_nobody_needs_it(connection):
    a_source(connection, "news", NOW)
    a_story(connection, "old")
    a_story(connection, "recent", over=NOW - 300 * DAY)
    a_story(connection, "listed lately", seen=NOW - DAY)
    a_story(connection, "drafted")
    add_draft(connection, story="drafted")
    assert forget(connection) == 1
    stay = ["drafted", "listed lately", "recent"]
    assert left(connection, stories, "id") == stay
    assert left(connection, items, "story") == stay
    assert left(connection, story_keys, "story") == stay


def test_what_a_source_without_news_may_still_list_stays(connection):
    a_source(connection, "news", LONG_AGO - DAY)
    a_story(connection, "still listed")
    assert forget(connection) == 0
    a_source(connection, "news", LONG_AGO + DAY)
    assert forget(connection) == 1


def test_what_a_source_told_that_is_configured_no_more_goes(connection):
    a_source(connection, "news", None, configured=False)
    a_story(connection, "old")
    a_story(connection, "of nobody", source="forgotten")
    assert forget(connection) == 2


def test_a_walk_in_small_steps_passes_what_stays(connection):
    a_source(connection, "news", NOW)
    for number in range(7):
        a_story(connection, f"old {number}")
        a_story(connection, f"kept {number}", seen=NOW)
    assert forget(connection, limit=3) == 7
    assert len(left(connection, stories, "id")) == 7


def test_old_polls_go_some_at_a_time_and_new_ones_stay(connection):
    sources.sync(connection, ["news"], NOW)
    connection.execute(
        insert(polls),
        [
            {"source": "news", "at": NOW - number * DAY, "outcome": "ok"}
            for number in range(60)
        ],
    )
    for _ in range(9):
        retention.forget_polls(connection, NOW - 28 * DAY, 7)
    kept = left(connection, polls, "at")
    assert kept[0] == NOW - 28 * DAY
    assert len(kept) == 29


@pytest.fixture
def history(database):
    """A history of ten days, a line a day."""
    for number in range(10):
        with database.transaction() as connection:
            write(connection, number)
    return database


def write(connection, number):
    audit.write(
        connection,
        who="Ann",
        what="edit",
        subject=f"draft {number}",
        before=None,
        after=None,
        now=NOW + number * DAY,
    )


def prune(database, before, limit=500):
    with database.transaction() as connection:
        return pruning.prune(connection, before, NOW + 20 * DAY, limit)


def verified(database):
    with database.reading() as connection:
        return audit.verify(connection)


def test_what_is_left_of_the_history_can_be_verified(history):
    assert verified(history) == 10
    assert prune(history, NOW + 4 * DAY) == 4
    assert verified(history) == 6 + 1, "and the line that says so"
    assert prune(history, NOW + 7 * DAY, limit=2) == 2
    assert prune(history, NOW + 7 * DAY, limit=2) == 1
    assert prune(history, NOW + 7 * DAY, limit=2) == 0
    with history.transaction() as connection:
        write(connection, 11)
    assert verified(history) == 3 + 3 + 1


def test_the_newest_line_stays_whatever_its_age(history):
    assert prune(history, NOW + 900 * DAY) == 9
    assert verified(history) == 1 + 1


def test_lines_are_guarded_again_after_pruning(history):
    prune(history, NOW + 4 * DAY)
    for table in ("audit", "audit_seals"):
        for deed in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = 1"):
            wanted = deed.replace("rowid", "line" if "seals" in table else "id")
            with (
                pytest.raises(StoreError, match="as it was written"),
                history.transaction() as connection,
            ):
                connection.exec_driver_sql(wanted)


def test_lines_that_were_taken_away_otherwise_are_missed(history):
    prune(history, NOW + 4 * DAY)
    with history.transaction() as connection:
        pruning._unguard(connection)
        first = connection.scalar(select(func.min(audit_seals.c.number)))
        connection.execute(audit_seals.delete().where(audit_seals.c.number == first))
        pruning._guard(connection)
    with pytest.raises(StoreError, match="altered"):
        verified(history)


@pytest.mark.postgresql
class TestParts:
    @pytest.fixture
    def server(self, postgresql, upgraded_template, opened):
        from tests.conftest import _new_database  # noqa: PLC0415

        return opened(_new_database(postgresql, upgraded_template))

    def parts(self, connection, table="polls"):
        return sorted(partitions._names(connection, table))

    def test_parts_are_made_ahead_once(self, server):
        with server.transaction() as connection:
            later = NOW + 3000 * DAY
            assert partitions.make_ahead(connection, later) == 10
            assert partitions.make_ahead(connection, later) == 0
            names = self.parts(connection)
        assert partitions.part_of("polls", later).name in names
        assert all(map(partitions.is_part, names))
        assert not partitions.is_part("polls")
        assert not partitions.is_part("kept_pages")

    def test_a_part_goes_when_all_of_it_is_old_and_what_is_older_is_in_the_rest(
        self, server
    ):
        with server.transaction() as connection:
            then = NOW + 3000 * DAY
            partitions.make_ahead(connection, then)
            sources.sync(connection, ["news"], NOW)
            ages = (0, 6, 7, 13, 14, 5000)
            at = [then + 28 * DAY - number * DAY for number in ages]
            connection.execute(
                insert(polls),
                [{"source": "news", "at": one, "outcome": "ok"} for one in at],
            )
            before = self.parts(connection)
            cut = partitions.part_of("polls", then + 20 * DAY).since
            retention.forget_polls(connection, cut, 500)
            gone = set(before) - set(self.parts(connection))
            assert partitions.part_of("polls", then).name in gone
            assert "polls_rest" not in gone
            kept = left(connection, polls, "at")
        assert kept == [one for one in sorted(at) if one >= cut]

    def test_rows_that_came_before_their_part_are_no_obstacle(self, server):
        with server.transaction() as connection:
            then = NOW + 3000 * DAY
            sources.sync(connection, ["news"], NOW)
            row = {"source": "news", "at": then, "outcome": "ok"}
            connection.execute(insert(polls), [row])
            assert partitions.make_ahead(connection, then) == 9
            assert left(connection, polls, "at") == [then]
