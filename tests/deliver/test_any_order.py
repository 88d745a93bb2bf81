"""Whatever happens in whatever order: nothing twice, nothing lost, nothing late."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from aggregator.desk import holds, queue
from aggregator.desk.decision import Decision
from aggregator.model.council import Person, Role
from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import State
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.store import deliveries
from aggregator.store.database import open_database
from tests.builders import NOW
from tests.deliver.promises import Office

S = DeliveryState
ENDS = {S.PUBLISHED, S.NEEDS_ATTENTION, S.CANCELLED}
EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
POINTS = (
    "claimed",
    "looked",
    "written",
    "sending",
    "answered",
    "recorded",
    "read back",
)
TABLES = ("posts", "attempts", "deliveries", "draft_tallies", "drafts", "holds")
numbers = st.integers(0, 4)


class Desk(RuleBasedStateMachine):
    """Two workers, an editor, a network, and everything that may go wrong."""

    def __init__(self, address, copied_from):
        super().__init__()
        self.folder = None
        if copied_from:
            self.folder = Path(tempfile.mkdtemp())
            shutil.copy(copied_from, self.folder / "a.db")
            address = f"sqlite:///{self.folder / 'a.db'}"
        self.database = open_database(address)
        if not copied_from:
            with self.database.transaction() as connection:
                # CASCADE: whatever other rooms keep of a draft goes with it.
                connection.exec_driver_sql(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        self.office = Office(self.database)
        self.other = Office(self.database, self.office.network)
        self.other.clock = self.office.clock
        self.promised = []
        self.by_hand = set()

    def teardown(self):
        self.office.network.readable = True
        self.office.network.ways.clear()
        self.office.kill_at = self.other.kill_at = None
        if holds.held(self.database):
            holds.release(self.database, EDITOR, self.office.clock())
        # A planned time may be an hour ahead; each ends within a quarter of its own.
        self.office.ticks(60 + 15 + 4)
        for number in self.promised:
            assert self.office.load(number).state in ENDS
        self.nothing_is_out_twice()
        self.what_is_published_is_out()
        self.database.close()
        if self.folder:
            shutil.rmtree(self.folder)

    @initialize()
    def begin(self):
        self.approve(0)

    @rule(minutes=st.sampled_from([0, 0, 0, 5, 30]))
    def approve(self, minutes):
        due = self.office.clock() + timedelta(minutes=minutes) if minutes else None
        text = f"Post number {len(self.promised)}"
        self.promised.append(self.office.approve(text, due=due))

    @rule(ways=st.lists(st.sampled_from(["accept", "drop", "lose", "later"])))
    def network_will(self, ways):
        self.office.network.ways = ways

    @rule(readable=st.booleans())
    def network_can_be_read(self, readable):
        self.office.network.readable = readable

    @rule(point=st.none() | st.sampled_from(POINTS), first=st.booleans())
    def tick(self, point, first):
        worker = self.office if first else self.other
        worker.kill_at = point
        worker.tick()
        worker.kill_at = None

    @rule(point=st.sampled_from(POINTS), minutes=st.sampled_from([0, 1, 4, 20]))
    def pause_while_the_other_works(self, point, minutes):
        reach = self.office._reach

        def pause(reached):
            if reached == point:
                self.office._reach = reach
                self.office.clock.move(minutes=minutes)
                for _ in range(5):
                    self.other.tick()
                    self.office.clock.move(minutes=1)

        self.office._reach = pause
        self.office.tick()
        self.office._reach = reach

    @rule(minutes=st.sampled_from([1, 2, 4, 16]))
    def time_passes(self, minutes):
        self.office.clock.move(minutes=minutes)

    @rule(hours=st.sampled_from([-24, -1, 1, 24]))
    def clock_jumps(self, hours):
        self.office.clock.move(hours=hours)
        self.office.tick()
        self.office.clock.move(hours=-hours)

    @rule()
    def hold_or_release(self):
        if holds.held(self.database):
            holds.release(self.database, EDITOR, self.office.clock())
        else:
            holds.hold(self.database, EDITOR, "mourning", self.office.clock())

    @rule(number=numbers)
    def undo(self, number):
        self.decide(number, queue.undo)

    @rule(number=numbers)
    def posted_by_hand(self, number):
        if self.decide(number, lambda d, decision: queue.posted(d, decision, None)):
            self.by_hand.add(self.promised[number])

    @rule(number=numbers)
    def send_after_all(self, number):
        if number < len(self.promised):
            try:
                with self.database.transaction() as connection:
                    moment = self.office.clock()
                    deliveries.plan(connection, self.promised[number], moment)
            except ConflictError:
                pass

    def decide(self, number, verb):
        if number >= len(self.promised):
            return False
        draft = self.office.draft(self.promised[number])
        decision = Decision(
            person=EDITOR,
            draft=draft.id,
            revision=draft.revision,
            now=self.office.clock(),
        )
        try:
            verb(self.database, decision)
        except (ConflictError, RefusedError):
            return False
        return True

    @invariant()
    def nothing_is_out_twice(self):
        assert self.office.network.doubles() == 0

    @invariant()
    def what_is_published_is_out(self):
        texts = [text for _, text in self.office.network.out]
        for place, number in enumerate(self.promised):
            delivery = self.office.load(number)
            if delivery.state is S.PUBLISHED and number not in self.by_hand:
                assert f"Post number {place}" in texts
                assert delivery.address
                assert self.office.draft(number).state is State.PUBLISHED


@pytest.mark.parametrize("examples", [60])
def test_on_sqlite(upgraded_file, examples):
    _run("", upgraded_file, examples)


@pytest.mark.postgresql
@pytest.mark.parametrize("examples", [20])
def test_on_postgresql(request, postgresql, upgraded_template, examples):
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE any_order TEMPLATE {upgraded_template}")
    _run(postgresql.replace("/postgres?", "/any_order?"), None, examples)


def _run(address, copied_from, examples):
    run_state_machine_as_test(
        lambda: Desk(address, copied_from),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            # What fails is told at once; to make it smaller would take minutes.
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
