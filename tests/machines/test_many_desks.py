"""Every job carries the name of its desk; a desk that is broken holds up no other."""

from contextlib import ExitStack

import pytest

from aggregator.model.errors import NotFoundError
from aggregator.run.assemble import assembled
from aggregator.run.machines.desks import Desks
from aggregator.run.machines.leading import Leading
from aggregator.run.machines.machine import Machine
from aggregator.run.shared_clock import SharedClock
from aggregator.store.machines.schema import SCHEMA, prepare, shared
from tests.site import COUNCIL, source_toml

pytestmark = pytest.mark.postgresql


def folder_of(tmp_path, name, address):
    folder = tmp_path / name
    folder.mkdir()
    source = source_toml(f"{name}-news", f"http://127.0.0.1:9/{name}", kind="news")
    text = f'database = "{address}"\n{COUNCIL}{source}'
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_host_that_two_desks_read_is_asked_for_one_after_the_other(
    tmp_path, shared_address
):
    with ExitStack() as stack:
        north = stack.enter_context(
            assembled(folder_of(tmp_path, "north", shared_address), clock=SharedClock())
        )
        south = stack.enter_context(
            assembled(
                folder_of(tmp_path, "south", f"sqlite:///{tmp_path / 'south.db'}"),
                clock=SharedClock(),
            )
        )
        desks = {"north": north, "south": south}

        def parts_of(name):
            if name not in desks:
                raise NotFoundError(f"There is no desk called {name}")
            return desks[name]

        prepare(north.database)
        machine = Machine(
            database=north.database,
            desks=Desks(names=lambda: ("gone", "north", "south"), parts=parts_of),
            clock=north.clock,
            follow=lambda _database: 0.0,
        )
        leader = Leading(machine, "one")
        assert leader.tick()
        assert leader.tick()
        with shared(north.database) as connection:
            rows = connection.exec_driver_sql(
                f"SELECT task_name, args ->> 'desk' FROM {SCHEMA}.procrastinate_jobs"
            ).all()
    assert {desk for task, desk in rows if task == "draft"} == {"north", "south"}
    assert [desk for task, desk in rows if task == "poll"] == ["north"]
