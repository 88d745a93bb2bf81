"""The long proof in its short form: a few hours, and each kind of fault."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.machines.proof import Plan, prove


@pytest.fixture
def folder():
    # Not pytest's own, which another run of it closes to PostgreSQL's user.
    with tempfile.TemporaryDirectory(prefix="machines-") as folder:
        yield Path(folder)


@pytest.mark.postgresql
@pytest.mark.timeout(300)
def test_machines_that_are_killed_do_everything_once_and_on_time(folder):
    plan = Plan(
        hours=2,
        sources=12,
        posts=12,
        workers=2,
        schedulers=2,
        kills=4,
        step=timedelta(minutes=5),
    )
    outcome = prove(plan, folder)
    assert outcome.wrong == 0, outcome
    assert outcome.faults == []
    assert outcome.delivered == plan.posts
    assert sum(outcome.killed.values()) == plan.kills
    assert outcome.polls >= plan.sources
