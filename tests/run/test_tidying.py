"""The daily tidying does its work once a day, and stops when it is told to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aggregator.run import tidying
from aggregator.run.assemble import assembled
from aggregator.run.machines.duties import DUTIES
from aggregator.store import audit
from tests.store.test_retention import a_story

MORNING = datetime(2026, 11, 24, 2, 59, tzinfo=UTC)


class Clock:
    now = MORNING

    def __call__(self):
        return self.now


@pytest.fixture
def parts(tmp_path):
    (tmp_path / "sources.toml").write_text(
        '[council]\nname = "Ambleford"\n[keep]\naudit = "2y"\nstories = "30d"\n',
        encoding="utf-8",
    )
    with assembled(tmp_path, clock=Clock()) as parts:
        yield parts


def test_it_runs_once_a_day_from_three_o_clock_on(parts):
    runs = []
    tick = tidying.Tidying(work=lambda _parts, _stopped: runs.append(1))
    counts = []
    for minutes in (0, 1, 1, 60 * 20, 240, 1):
        parts.clock.now += timedelta(minutes=minutes)
        tick(parts)
        counts.append(len(runs))
    assert counts == [0, 1, 1, 1, 2, 2]


def test_it_keeps_to_what_the_file_says(parts):
    with parts.database.transaction() as connection:
        a_story(connection, "old")
        for days in (900, 1):
            audit.write(
                connection,
                who="Ann",
                what="edit",
                subject="draft 1",
                before=None,
                after=None,
                now=MORNING - timedelta(days=days),
            )
    assert tidying.tidy(parts, lambda: True)["stories"] == 0
    gone = tidying.tidy(parts)
    assert (gone["stories"], gone["audit"]) == (1, 1)
    with parts.database.reading() as connection:
        assert audit.verify(connection) == 2


def test_each_desk_is_tidied_and_by_workers_too(parts):
    runs = []
    tick = tidying.Tidying(work=lambda tidied, _stopped: runs.append(tidied.desk))
    parts.clock.now += timedelta(hours=1)
    for desk in ("ambleford", "thornby", "ambleford"):
        tick(replace(parts, desk=desk))
    assert runs == ["ambleford", "thornby"]
    assert "tidy" in DUTIES
