"""Programs that work at the same moment do not undo or double each other's work."""

import shutil
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from subprocess import PIPE, Popen

import pytest

from aggregator.model.council import Role
from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import State
from aggregator.model.errors import ConflictError, StoreLockedError
from aggregator.store import (
    audit,
    campaigns,
    deliveries,
    drafts,
    evenings,
    handed_in,
    people,
    plans,
    sources,
    stories,
    story_keys,
)
from tests.builders import NOW, a_story, an_item
from tests.store.steps import add_draft, save, words

PROGRAMS = 4
LEASE = timedelta(minutes=5)


@pytest.fixture
def together(address, opened):
    """Runs one deed in several programs at the same moment; gives what each got."""
    databases = [opened(address) for _ in range(PROGRAMS)]
    start = threading.Barrier(PROGRAMS)

    def in_one(deed, number):
        start.wait()
        with databases[number].transaction() as connection:
            return deed(connection, number)

    def run(deed):
        with ThreadPoolExecutor(PROGRAMS) as pool:
            futures = [pool.submit(in_one, deed, n) for n in range(PROGRAMS)]
        return [future.exception() or future.result() for future in futures]

    return run


def test_each_source_is_claimed_by_one_program(database, together):
    names = [f"source-{number:02}" for number in range(40)]
    with database.transaction() as connection:
        sources.sync(connection, names, NOW)
    claims = together(
        lambda connection, _: sources.claim_due(connection, NOW, lease=LEASE, limit=25)
    )
    claimed = [claim.source for found in claims for claim in found]
    assert len(claimed) == len(set(claimed))
    with database.transaction() as connection:
        rest = sources.claim_due(connection, NOW, lease=LEASE, limit=100)
    assert sorted([*claimed, *(claim.source for claim in rest)]) == names


def test_programs_that_start_together_keep_each_source_once(database, together):
    assert together(lambda c, _: sources.sync(c, ["a", "b"], NOW)) == [None] * PROGRAMS
    with database.reading() as connection:
        assert len(sources.health(connection)) == 2


def test_one_of_two_decisions_is_kept_and_the_other_told(database, together):
    with database.transaction() as connection:
        number = add_draft(connection)

    def decide(connection, program):
        return drafts.move(
            connection,
            number,
            revision=1,
            to=[State.APPROVED, State.REJECTED][program % 2],
            by=f"person {program}",
            reason=None,
            now=NOW,
        )

    found = together(decide)
    refused = [one for one in found if isinstance(one, ConflictError)]
    assert len(refused) == PROGRAMS - 1
    with database.reading() as connection:
        draft = drafts.load(connection, number)
        assert f"{draft.decided_by} changed draft {number}" in str(refused[0])
        assert drafts.counts(connection)[draft.state] == 1
        assert sum(drafts.counts(connection).values()) == 1


def test_a_story_gets_one_draft_from_many_programs(database, together):
    with database.transaction() as connection:
        save(connection, a_story())
    found = together(lambda connection, _: add_draft(connection, story="s1"))
    assert len([number for number in found if number is not None]) == 1
    with database.reading() as connection:
        assert drafts.counts(connection)[State.WAITING] == 1


def test_a_draft_is_promised_and_published_once(database, together):
    with database.transaction() as connection:
        number = add_draft(connection)
    promised = together(lambda c, _: deliveries.promise(c, number, "x", NOW))
    assert len({delivery.id for delivery in promised}) == 1
    published = together(
        lambda connection, program: deliveries.publish(
            connection, promised[0].id, address=None, by=f"{program}", now=NOW
        )
    )
    assert sum(isinstance(one, ConflictError) for one in published) == PROGRAMS - 1
    with database.reading() as connection:
        (delivery,) = deliveries.for_draft(connection, number)
    assert delivery.state is DeliveryState.PUBLISHED


def test_a_link_opened_twice_at_once_lets_in_once(database, together):
    with database.transaction() as connection:
        ann = people.add(connection, "Ann", Role.EDITOR, NOW)
        people.create_link(connection, ann.id, "a" * 64, NOW + LEASE)
    found = together(lambda c, _: people.use_link(c, "a" * 64, NOW))
    assert [person for person in found if person is not None] == [ann]


def test_one_of_two_holds_is_in_force(database, together):
    found = together(lambda c, program: plans.hold(c, "mourning", f"{program}", NOW))
    assert sum(isinstance(one, ConflictError) for one in found) == PROGRAMS - 1


def test_one_thing_seen_by_many_programs_at_once_is_one_story(database, together):
    def place(connection, program):
        """What the conductor does: load what could match, decide, save."""
        item = an_item(id=f"item-{program}", source=f"source-{program}")
        ids = story_keys.postings(connection, [7]).get(7, [])
        found = stories.load_all(connection, ids)
        if found:
            story = a_story(id=found[0].id, items=(*found[0].items, item))
        else:
            story = a_story(id=stories.next_id(connection), items=(item,))
        keys = {one.id: frozenset({7}) for one in story.items}
        save(connection, story, keys)
        return story.id

    assert len(set(together(place))) == 1
    with database.transaction() as connection:
        (found,) = story_keys.postings(connection, [7]).values()
        (story,) = stories.load_all(connection, found)
    assert len(story.items) == PROGRAMS


def test_ids_given_to_many_programs_at_once_differ(together):
    found = together(lambda c, _: [stories.next_id(c) for _ in range(20)])
    given = [name for names in found for name in names]
    assert len(given) == len(set(given)) == 20 * PROGRAMS


def test_counts_and_audit_are_right_after_much_at_once(database, together):
    with database.transaction() as connection:
        numbers = [add_draft(connection) for _ in range(40 * PROGRAMS)]

    def decide(connection, program):
        mine = numbers[program::PROGRAMS]
        # Each in an order of its own, as people are.
        for number in mine[::-1] if program % 2 else mine:
            audit.write(
                connection,
                who=f"{program}",
                what="approved",
                subject=f"draft {number}",
                before=None,
                after=None,
                now=NOW,
            )
            for to in (State.APPROVED, State.WAITING, State.REJECTED):
                revision = drafts.load(connection, number).revision
                drafts.move(
                    connection,
                    number,
                    revision=revision,
                    to=to,
                    by="a",
                    reason=None,
                    now=NOW,
                )

    assert together(decide) == [None] * PROGRAMS
    with database.reading() as connection:
        expected = dict.fromkeys(State, 0) | {State.REJECTED: len(numbers)}
        assert drafts.counts(connection) == expected
        assert audit.verify(connection) == len(numbers)


def test_an_edit_and_a_renewal_at_once_lose_nothing(database, together):
    with database.transaction() as connection:
        number = add_draft(connection)

    def change(connection, program):
        if program % 2:
            return drafts.edit(
                connection, number, revision=1, text="mine", by="Ann", now=NOW
            )
        return drafts.recompose(
            connection, number, revision=1, composed=words(text="ours"), now=NOW
        )

    found = together(change)
    assert sum(isinstance(one, ConflictError) for one in found) == PROGRAMS - 1
    with database.reading() as connection:
        assert drafts.load(connection, number).revision == 2


START = """
import sys
from aggregator.store.database import open_database
from aggregator.store.migrate import upgrade
database = open_database(sys.argv[1])
upgrade(database)
database.close()
"""


def test_programs_that_meet_on_a_new_database_all_start(empty_address, opened):
    started = [
        Popen([sys.executable, "-c", START, empty_address], stderr=PIPE, text=True)
        for _ in range(3)
    ]
    errors = [process.communicate(timeout=60)[1] for process in started]
    assert errors == [""] * 3
    with opened(empty_address).reading() as connection:
        assert plans.held(connection) is None


def test_a_message_of_a_campaign_and_a_line_of_an_evening_are_added_once(
    database, together
):
    def speak(connection, program):
        if "campaign-1" in campaigns.purposes(connection, "winter", "x"):
            return None
        return add_draft(connection, purpose="campaign-1", campaign="winter")

    def use(connection, program):
        if evenings.of(connection, "a", "b", mine=True):
            return None
        number = add_draft(connection, purpose="live a b")
        evenings.enter(connection, number, "a", "b")
        return number

    for deed in (speak, use):
        assert sorted(one is None for one in together(deed)) == [False, *[True] * 3]


def test_a_form_that_arrives_several_times_at_once_is_the_first_once(together):
    found = together(lambda connection, _: handed_in.is_first(connection, "1 a", NOW))
    assert sorted(found) == [False, False, False, True]


def test_writers_of_one_program_take_turns_before_they_ask_for_the_file(
    tmp_path, upgraded_file, opened
):
    """SQLite itself overtakes some of those who wait, and refuses them at last."""
    path = tmp_path / "turns.db"
    shutil.copy(upgraded_file, path)
    database = opened(f"sqlite:///{path}")
    begun, done = threading.Event(), threading.Event()

    def write():
        begun.set()
        with database.transaction() as connection:
            sources.sync(connection, ["second"], NOW)
        done.set()

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as connection:
            sources.sync(connection, ["first"], NOW)
            second = pool.submit(write)
            begun.wait()
            assert not done.wait(0.3)
            assert database.engine.pool.checkedout() == 1
        second.result()
    assert done.is_set()


def test_whoever_waits_in_vain_for_their_turn_is_told(tmp_path, upgraded_file, opened):
    path = tmp_path / "turns.db"
    shutil.copy(upgraded_file, path)
    database = opened(f"sqlite:///{path}", patience=timedelta(milliseconds=50))
    with (
        database.transaction(),
        pytest.raises(StoreLockedError, match="held by another program"),
        database.transaction(),
    ):
        pass
    with database.transaction() as connection:
        sources.sync(connection, ["after"], NOW)
