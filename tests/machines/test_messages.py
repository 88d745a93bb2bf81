"""Each message to the editors goes once, whoever is killed, however many are at it."""

import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from aggregator.model.draft import State
from aggregator.run.assemble import assembled
from aggregator.run.digesting import tell_editors
from aggregator.run.doctor import examine
from aggregator.store import deliveries, digests
from tests.machines.fast_clock import START, FileClock
from tests.machines.processes import wait_for
from tests.run.webhook import webhook
from tests.site import source_toml
from tests.store.steps import add_draft, move

pytestmark = [pytest.mark.postgresql, pytest.mark.timeout(420)]
RULES = """
[digest]
at = "06:30"
send_to = ["env:EDITORS"]

[report]
send_to = ["env:EDITORS"]
"""
MANY = 6


class Office:
    """An installation with a source that is gone, and somebody to tell of it."""

    def __init__(self, place, address):
        self._place, self._environment = place, {"EDITORS": address}
        place.site.put("/gone", "gone", status=410)
        source = source_toml("gone", f"{place.site.base}/gone", kind="news")
        place.configure(source, extra=RULES)
        self.clock = FileClock.made(place.folder / "clock")
        with self.parts() as parts, parts.database.transaction() as connection:
            draft = add_draft(connection, text="Storytime", now=START)
            move(connection, draft, State.APPROVED, now=START)
            promised = deliveries.promise(connection, draft, "x", START)
            deliveries.publish(
                connection, promised.id, address=None, by="Ada", now=START
            )

    def parts(self):
        return assembled(self._place.folder, clock=self.clock)

    def start(self, kind, log):
        folder = self._place.folder
        paths = (folder, folder / "clock", folder / log)
        return self._place.machines.start(
            "tests.machines.role", kind, *map(str, paths), environment=self._environment
        )

    def move_to(self, moment):
        self.clock.move(moment - self.clock())

    def is_polled(self):
        return self._asked("SELECT count(*) FROM polls") > 0

    def is_told(self):
        """Whether who was asked to tell by now has ended."""
        return self._asked(
            "SELECT (SELECT looked_at >= %s FROM aggregator_machines.lead) "
            "AND NOT EXISTS (SELECT FROM aggregator_machines.procrastinate_jobs "
            "WHERE task_name = 'tell')",
            self.clock(),
        )

    def _asked(self, query, *values):
        with psycopg.connect(self._place.address) as connection:
            return connection.execute(query, values).fetchone()[0]


def test_a_worker_that_is_killed_while_it_sends_one_leaves_it_at_that(place):
    answers = threading.Event()
    with webhook(answers=answers) as (address, came):
        office = Office(place, address)
        scheduler = office.start("scheduler", "scheduler.log")
        first = office.start("worker", "first.log")
        wait_for(office.is_polled)
        office.move_to(START + timedelta(minutes=31))
        wait_for(lambda: came)
        first.kill()
        answers.set()
        office.start("worker", "second.log")
        wait_for(lambda: "is taken up" in said(place, "scheduler.log"))
        wait_for(office.is_told)
        for _ in range(3):
            office.clock.move(timedelta(minutes=1))
            wait_for(office.is_told)
        assert len(came) == 1
        with office.parts() as parts:
            office.clock.move(timedelta(minutes=20))
            assert any("of 2026-11-23 was being sent" in one for one in examine(parts))
        # The first of the month, and both messages once, by two workers.
        office.start("worker", "third.log")
        office.move_to(datetime(2026, 12, 1, 6, 31, tzinfo=UTC))
        wait_for(lambda: len(came) == 3)
        for _ in range(3):
            office.clock.move(timedelta(minutes=16))
            wait_for(office.is_told)
        assert scheduler.is_running
    report, sources = sorted(one["title"] for one in came[1:])
    assert report.endswith("on social media, November 2026")
    assert sources.endswith("1 source needs somebody to look")


def test_many_that_tell_at_one_moment_send_one(place, monkeypatch):
    with webhook() as (address, came):
        monkeypatch.setenv("EDITORS", address)
        office = Office(place, address)
        office.move_to(START + timedelta(minutes=31))
        ready = threading.Barrier(MANY)
        with office.parts() as parts:
            make_it_ail(parts)

            def tell():
                ready.wait(60)
                tell_editors(parts)

            threads = [threading.Thread(target=tell) for _ in range(MANY)]
            for one in threads:
                one.start()
            for one in threads:
                one.join(60)
    assert len(came) == 1


def test_one_that_was_made_and_not_claimed_is_sent_by_another(place, monkeypatch):
    """Whoever ends while it makes a message has taken it from nobody."""
    with webhook() as (address, came):
        monkeypatch.setenv("EDITORS", address)
        office = Office(place, address)
        office.move_to(START + timedelta(minutes=31))
        with office.parts() as parts:
            make_it_ail(parts)
            with monkeypatch.context() as patch:
                patch.setattr("aggregator.run.digesting.message_now", interrupted)
                with pytest.raises(KeyboardInterrupt):
                    tell_editors(parts)
            assert tell_editors(parts) == ()
            with parts.database.reading() as connection:
                assert not digests.is_free(connection, "2026-11-23", office.clock())
    assert len(came) == 1


def interrupted(_parts):
    raise KeyboardInterrupt


def make_it_ail(parts):
    with parts.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO sources (id, configured, next_due, token, failures, health, "
            "sentence, since) VALUES ('gone', true, now(), 0, 3, 'gone', 'gone', now())"
        )


def said(place, log):
    return (place.folder / log).read_text(encoding="utf-8")
