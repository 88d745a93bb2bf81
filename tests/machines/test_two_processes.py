import pytest

from aggregator.desk.browse import source_health
from tests.machines.processes import wait_for
from tests.site import rss, source_toml

pytestmark = pytest.mark.postgresql


def test_a_scheduler_and_a_worker_poll_a_source_between_them(place):
    url = place.site.put("/news.rss", rss())
    place.configure(source_toml("news", url, kind="news", every="1h"))
    scheduler, worker = place.scheduler(), place.worker()
    with place.parts() as parts:
        wait_for(
            lambda: any(
                one.last_good for one in source_health(parts.database).values()
            ),
            why=lambda: scheduler.said() + worker.said(),
        )
    assert place.site.asked.count("/news.rss") == 1
    assert worker.stop() == 0, worker.said()
    assert scheduler.stop() == 0, scheduler.said()
