"""The desks of one installation, worked for by a scheduler and workers."""

import asyncio

import psycopg
import pytest

from aggregator.desk.browse import source_health
from aggregator.run.machines.desks import one_desk
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.presence import Presence
from aggregator.store.machines.schema import prepare
from aggregator.store.tables.machines import SCHEMA
from tests.desks.test_commands import run
from tests.machines.processes import machines, wait_for
from tests.site import rss, rss_item, source_toml

pytestmark = pytest.mark.postgresql


def test_workers_poll_for_every_desk_and_once_what_they_share(on_server, site):
    item = rss_item("Snow", "https://example.org/snow", on_server.clock())
    for path in ("/county", "/ambleford", "/thornby"):
        site.put(path, rss(item))
    on_server.share(source_toml("county", f"{site.base}/county", kind="news"))
    for name in ("ambleford", "thornby"):
        own = source_toml("own", f"{site.base}/{name}", kind="news")
        on_server.add(name, own, top='shared = ["county"]\n')
    with machines(on_server.folder) as started:
        processes = [started.aggregator(one) for one in ("scheduler", "worker")]
        for name in ("ambleford", "thornby"):
            with on_server.parts(name) as parts:
                wait_for(
                    lambda parts=parts: (
                        all(
                            one.last_good
                            for one in source_health(parts.database).values()
                        )
                        and len(source_health(parts.database)) == 2
                    ),
                    seconds=90,
                    why=lambda: "\n".join(one.said() for one in processes),
                )
        assert sorted(one for one in site.asked if one != "/robots.txt") == [
            "/ambleford",
            "/county",
            "/thornby",
        ]
        # What is handed out is nothing that a desk's login may see.
        with (
            psycopg.connect(on_server.login("ambleford").address) as inside,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            inside.execute(f"SELECT * FROM {SCHEMA}.procrastinate_jobs")
        for one in processes:
            assert one.stop() == 0, one.said()


def test_doctor_says_once_for_all_desks_who_is_missing(on_server, opened):
    for name in ("ambleford", "thornby"):
        on_server.add(name)
    assert "scheduler" not in run(on_server, "doctor").out
    database = opened(on_server.database)
    prepare(database)
    machine = Machine(
        database=database,
        desks=one_desk(lambda: None),
        clock=on_server.clock,
        follow=lambda _database: 0.0,
    )
    asyncio.run(Presence(machine, kind="worker", queues="poll", room=1).beat())
    ran = run(on_server, "doctor")
    assert ran.out.count("No scheduler leads") == 1
    assert "aggregator worker --queues deliver" in ran.out
    assert "At work: 0 schedulers and 1 worker" in ran.err


def test_an_installation_whose_database_is_away_is_told_of_as_a_finding(on_server):
    on_server.add("ambleford")
    on_server.database = "postgresql://nobody@127.0.0.1:9/none"
    on_server.share()
    ran = run(on_server, "doctor")
    assert ran.code == 1
    assert "127.0.0.1:9" in ran.out
