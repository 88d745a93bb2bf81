"""The desks of one installation, worked for by a scheduler and workers."""

import psycopg
import pytest

from aggregator.desk.browse import source_health
from aggregator.store.tables.machines import SCHEMA
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
