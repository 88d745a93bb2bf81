"""Every promise is kept once, or becomes a question, whatever happens on the way."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from aggregator.deliver.ledger import keep_promises
from aggregator.deliver.means import Means
from aggregator.desk import holds, queue
from aggregator.desk.decision import Decision
from aggregator.drafts.thread import joined
from aggregator.model.council import Person, Role
from aggregator.model.delivery import Cause, DeliveryState, Payload, Picture
from aggregator.model.draft import State
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.store import audit, deliveries, drafts, ledger
from aggregator.store.delivery_rows import payload_to_row
from aggregator.store.tables.deliveries import deliveries as table
from tests.builders import NOW
from tests.deliver.promises import ADDRESS, Killed, Office

S = DeliveryState
EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
POINTS = ("claimed", "looked", "written", "sending", "answered", "recorded")


@pytest.fixture
def office(database):
    return Office(database)


def decision(office, number):
    draft = office.draft(number)
    return Decision(
        person=EDITOR, draft=draft.id, revision=draft.revision, now=office.clock()
    )


def test_an_approved_draft_goes_out_once_with_its_address(office):
    number = office.approve()
    assert office.tick() == 1
    assert office.tick() == 0
    done = office.load(number)
    assert (done.state, done.address) == (S.PUBLISHED, f"{ADDRESS}1")
    assert done.posted_at == NOW
    assert office.draft(number).state is State.PUBLISHED
    assert len(office.network.out) == 1


def test_it_waits_for_its_planned_time(office):
    number = office.approve(due=NOW + timedelta(hours=2))
    office.ticks(119)
    assert office.load(number).state is S.READY
    office.ticks(1)
    assert office.load(number).state is S.PUBLISHED


def test_a_program_that_slept_asks_instead_of_sending_a_burst(office):
    numbers = [office.approve(f"Number {one}") for one in range(3)]
    office.clock.move(hours=8)
    office.tick()
    assert {office.load(one).cause for one in numbers} == {Cause.MISSED}
    assert office.network.out == []
    with office.database.transaction() as connection:
        deliveries.plan(connection, numbers[1], office.clock())
    office.tick()
    assert [text for _, text in office.network.out] == ["Number 1"]


def test_nothing_goes_out_on_hold_nor_by_itself_when_it_is_released(office):
    number = office.approve(due=NOW + timedelta(minutes=2))
    holds.hold(office.database, EDITOR, "mourning", office.clock())
    office.ticks(3)
    assert office.load(number).state is S.READY
    holds.release(office.database, EDITOR, office.clock())
    office.ticks(1)
    assert office.load(number).cause is Cause.HELD
    assert office.network.out == []


def test_a_hold_that_comes_between_claim_and_sending_stops_it(office):
    number = office.approve()

    def reach(point):
        if point == "claimed":
            holds.hold(office.database, EDITOR, "mourning", office.clock())

    office._reach = reach
    office.tick()
    assert office.load(number).state is S.READY
    assert office.network.out == []


@pytest.mark.parametrize("point", POINTS)
def test_a_program_that_is_killed_posts_it_once_all_the_same(office, point):
    number = office.approve()
    office.kill_at = point
    office.tick()
    office.ticks(14)
    assert office.load(number).state is S.PUBLISHED
    assert len(office.network.out) == 1


def test_the_attempt_and_what_will_be_sent_are_written_before_a_byte_goes_out(office):
    number = office.approve("Storytime")
    office.kill_at = "sending"
    office.tick()
    with office.database.reading() as connection:
        (attempt,) = ledger.attempts_of(connection, number)
    assert (attempt.part, attempt.outcome) == (0, None)
    assert office.load(number).payload.parts == ("Storytime",)
    assert office.network.out == []


def test_a_lost_answer_is_settled_by_reading_the_account(office):
    office.network.ways = ["drop"]
    number = office.approve()
    office.tick()
    assert office.load(number).state is S.PUBLISHED
    assert len(office.network.out) == 1


def test_what_is_not_on_the_account_is_sent_once_more_and_no_third_time(office):
    office.network.ways = ["lose", "lose"]
    number = office.approve()
    office.tick()
    assert office.load(number).state is S.UNKNOWN
    office.ticks(20)
    asked = office.load(number)
    assert (asked.state, asked.cause) == (S.NEEDS_ATTENTION, Cause.MISSED)
    with office.database.reading() as connection:
        tried = ledger.attempts_of(connection, number)
    assert [one.outcome for one in tried] == ["unknown", "unknown"]


def test_an_account_that_cannot_be_read_is_a_question_and_no_second_post(office):
    office.network.ways, office.network.readable = ["drop"], False
    number = office.approve()
    office.ticks(20)
    asked = office.load(number)
    assert asked.cause is Cause.NOBODY_KNOWS
    assert "X cannot be read" in asked.sentence
    office.network.readable = True
    with office.database.transaction() as connection:
        deliveries.plan(connection, number, office.clock())
    office.tick()
    assert office.load(number).state is S.PUBLISHED
    assert len(office.network.out) == 1


def test_a_refusal_for_good_keeps_the_draft_and_says_why(office):
    office.network.ways = ["refuse"]
    number = office.approve()
    office.tick()
    asked = office.load(number)
    assert (asked.state, asked.cause) == (S.NEEDS_ATTENTION, Cause.TEXT)
    assert asked.sentence == "X does not like the words"
    queue.undo(office.database, decision(office, number))
    assert office.draft(number).state is State.WAITING


def test_a_passing_refusal_is_tried_again(office):
    office.network.ways = ["later", "later"]
    number = office.approve()
    office.tick()
    assert office.load(number).state is S.REFUSED
    office.ticks(4)
    assert office.load(number).state is S.PUBLISHED


def test_one_refused_delivery_does_not_hold_up_the_next(office):
    office.network.ways = ["refuse"]
    first, second = office.approve("One"), office.approve("Two")
    office.tick()
    assert office.load(first).state is S.NEEDS_ATTENTION
    assert office.load(second).state is S.PUBLISHED


def test_a_worker_that_wakes_after_its_lease_sends_nothing(office):
    number = office.approve()
    woken = Office(office.database, office.network)
    woken.clock = office.clock

    def reach(point):
        if point == "written":
            office.clock.move(minutes=4)
            for _ in range(6):
                woken.tick()
                office.clock.move(minutes=1)

    office._reach = reach
    office.tick()
    assert office.load(number).state is S.PUBLISHED
    assert len(office.network.out) == 1


def test_a_worker_whose_answer_comes_after_its_lease_still_tells_it(office):
    number = office.approve()
    office.network.readable = False
    other = Office(office.database, office.network)
    other.clock = office.clock

    def meanwhile():
        office.clock.move(minutes=20)
        other.tick()
        assert office.load(number).cause is Cause.NOBODY_KNOWS

    office.network.meanwhile = meanwhile
    office.tick()
    assert office.load(number).state is S.PUBLISHED
    assert len(office.network.out) == 1


def test_what_may_be_out_cannot_be_taken_back_but_a_person_may_say_that_it_is_out(
    office,
):
    office.network.ways, office.network.readable = ["drop"], False
    number = office.approve()
    office.tick()
    with pytest.raises(ConflictError, match="may be out"):
        queue.undo(office.database, decision(office, number))
    queue.posted(office.database, decision(office, number), f"{ADDRESS}1")
    assert office.load(number).posted_by == "Ada"
    office.network.readable = True
    office.ticks(5)
    assert len(office.network.out) == 1


def test_what_the_network_says_is_out_is_not_taken_back_as_a_slip(office):
    number = office.approve()
    office.tick()
    with pytest.raises(RefusedError, match="itself says that it is out"):
        queue.not_posted(office.database, decision(office, number))


def test_the_address_can_be_told_later(office):
    number = office.approve()
    queue.posted(office.database, decision(office, number), None)
    assert office.load(number).address is None
    queue.posted(office.database, decision(office, number), f"{ADDRESS}9")
    told = office.load(number)
    assert (told.address, told.posted_by) == (f"{ADDRESS}9", "Ada")
    with pytest.raises(ConflictError):
        queue.posted(office.database, decision(office, number), f"{ADDRESS}8")


def test_what_the_ledger_did_is_in_the_history_of_the_draft(office):
    number = office.approve()
    office.tick()
    draft = office.draft(number).id
    with office.database.reading() as connection:
        lines = audit.read(connection, subject=f"draft {draft}", limit=9)
    assert [(line.who, line.what, line.after) for line in lines] == [
        ("aggregator", "published", f"{ADDRESS}1")
    ]


def test_a_backup_put_back_within_minutes_posts_nothing_again(office):
    number = office.approve()
    other = office.approve("Another")
    office.tick()
    with office.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM posts")
        connection.exec_driver_sql("DELETE FROM attempts")
        connection.exec_driver_sql(
            "UPDATE deliveries SET state = 'ready', payload = NULL, address = NULL"
        )
    office.clock.move(minutes=1)
    office.ticks(5)
    assert office.load(number).state is S.PUBLISHED
    assert office.load(other).address == f"{ADDRESS}2"
    assert len(office.network.out) == 2


def test_a_clock_that_jumps_never_posts_twice(office):
    number = office.approve()
    office.network.ways = ["drop"]
    office.network.readable = False
    office.tick()
    office.network.readable = True
    office.clock.move(days=-1)
    office.ticks(3)
    office.clock.move(days=2)
    office.ticks(3)
    assert office.load(number).state is S.PUBLISHED
    assert len(office.network.out) == 1


def test_a_story_that_changes_while_its_post_is_under_way_waits_for_the_answer(office):
    office.network.ways, office.network.readable = ["drop"], False
    number = office.approve()
    office.tick()
    with office.database.transaction() as connection:
        assert deliveries.on_their_way(connection, office.draft(number).id)
        with pytest.raises(ConflictError):
            deliveries.cancel(connection, office.draft(number).id)


def test_another_time_is_another_plan(office):
    number = office.approve(due=NOW + timedelta(hours=1))
    with office.database.transaction() as connection:
        deliveries.plan(connection, number, NOW + timedelta(hours=3))
        between = (NOW + timedelta(hours=2), NOW + timedelta(hours=4))
        assert [one.id for one in deliveries.planned(connection, *between)] == [number]
    office.ticks(121)
    assert office.load(number).state is S.READY
    office.ticks(60)
    assert office.load(number).state is S.PUBLISHED
    with office.database.transaction() as connection, pytest.raises(ConflictError):
        deliveries.plan(connection, number, NOW)


def test_a_draft_on_two_accounts_is_out_when_both_are(office):
    number = office.approve()
    draft = office.draft(number).id
    with office.database.transaction() as connection:
        later = NOW + timedelta(minutes=5)
        deliveries.promise(connection, draft, "x", NOW, account="Branch", due=later)
    office.tick()
    with office.database.reading() as connection:
        assert drafts.load(connection, draft).state is State.APPROVED
    names = frozenset({"x", "Branch"})
    account = type(office.account)(network="x", names=names, publisher=office.network)
    office.account = account
    office.ticks(5)
    assert office.draft(number).state is State.PUBLISHED


def thread(office, *posts):
    """A promise of one draft that is several posts."""
    return office.approve(joined(posts))


def test_a_thread_goes_out_part_by_part_and_has_the_address_of_its_first(office):
    number = thread(office, "One", "Two", "Three")
    office.tick()
    assert [text for _, text in office.network.out] == ["One", "Two", "Three"]
    assert office.load(number).address == f"{ADDRESS}1"
    with office.database.reading() as connection:
        posts = deliveries.posts_of(connection, number)
    assert [(one.part, one.remote) for one in posts] == [(0, "1"), (1, "2"), (2, "3")]


@pytest.mark.parametrize("times", range(1, 4))
@pytest.mark.parametrize("point", ["written", "answered", "recorded"])
def test_a_thread_that_is_interrupted_goes_on_where_it_was(office, point, times):
    number = thread(office, "One", "Two", "Three")
    reach, seen = office._reach, []

    def nth(reached):
        seen.append(reached)
        if seen.count(point) == times:
            office._reach = reach
            raise Killed(point)

    office._reach = nth
    office.tick()
    office._reach = reach
    office.ticks(14)
    assert office.load(number).state is S.PUBLISHED
    assert [text for _, text in office.network.out] == ["One", "Two", "Three"]


def test_a_thread_that_is_refused_in_the_middle_asks_and_can_be_finished(office):
    number = thread(office, "One", "Two", "Three")
    office.network.ways = ["accept", "refuse"]
    office.tick()
    assert office.load(number).cause is Cause.TEXT
    with pytest.raises(ConflictError, match="may be out"):
        queue.undo(office.database, decision(office, number))
    with office.database.transaction() as connection:
        deliveries.plan(connection, number, office.clock())
    office.tick()
    assert office.load(number).state is S.PUBLISHED
    assert [text for _, text in office.network.out] == ["One", "Two", "Three"]


def test_a_picture_that_is_gone_is_a_question(office):
    number = office.approve()
    payload = Payload(
        parts=("One",),
        key="k",
        promised_at=NOW,
        made_at=NOW,
        pictures=(Picture(name="gone", alt="A story"),),
    )
    with office.database.transaction() as connection:
        connection.execute(
            update(table)
            .where(table.c.id == number)
            .values(payload=payload_to_row(payload))
        )
    office.tick()
    assert office.load(number).cause is Cause.PICTURE
    with office.database.transaction() as connection:
        deliveries.plan(connection, number, office.clock(), without_pictures=True)
    office.tick()
    assert office.load(number).state is S.PUBLISHED


def test_nothing_is_begun_while_the_clock_is_in_doubt(office):
    number = office.approve()
    means = Means(
        database=office.database, clock=office.clock, is_certain=lambda: False
    )
    assert keep_promises(means, office.account) == 0
    assert office.load(number).state is S.READY
