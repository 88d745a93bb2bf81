import threading
import time

from aggregator.desk.browse import source_health
from aggregator.run.tick import ticking
from tests.site import rss, source_toml


def wait_for(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_polled(parts):
    """Whether a source's poll has been written down."""
    return any(one.last_polled for one in source_health(parts.database).values())


def test_the_first_poll_comes_at_once_and_the_next_when_it_is_due(town, site):
    url = site.put("/news.rss", rss())
    town.configure(source_toml("news", url, kind="news", every="1h"))
    with town.parts() as parts, ticking(parts, every_seconds=0.1):
        wait_for(lambda: site.asked.count("/news.rss") == 1)
        time.sleep(0.5)
        assert site.asked.count("/news.rss") == 1
        town.clock.move(hours=9)
        wait_for(lambda: site.asked.count("/news.rss") == 2)
        time.sleep(0.5)
        assert site.asked.count("/news.rss") == 2


def test_a_stop_in_the_middle_of_a_cycle_is_quick_and_loses_nothing(town, site):
    answered = threading.Event()
    slow = site.answer

    def answer(request):
        if request.url.path == "/slow.rss":
            answered.wait(10)
        return slow(request)

    site.answer = answer
    site.put("/slow.rss", rss())
    town.configure(source_toml("slow", site.base + "/slow.rss", kind="news"))
    with town.parts() as parts:
        with ticking(parts, every_seconds=0.1):
            wait_for(lambda: source_health(parts.database))
            time.sleep(0.3)
            start = time.monotonic()
        assert time.monotonic() - start < 5
        answered.set()
        # The claim of the interrupted poll runs out, and it is taken up again.
        town.clock.move(minutes=6)
        with ticking(parts, every_seconds=0.1):
            wait_for(lambda: source_health(parts.database)["slow"].last_good)


def test_a_cycle_that_fails_does_not_end_the_ticking(town, site, capsys):
    url = site.put("/news.rss", rss())
    town.configure(source_toml("news", url, kind="news"))
    with town.parts() as parts:
        broken = [True]
        clock = town.clock

        def sometimes():
            if broken:
                broken.clear()
                raise RuntimeError("the clock stopped")
            return clock()

        failing = type(parts)(
            configuration=parts.configuration,
            templates=parts.templates,
            database=parts.database,
            album=parts.album,
            clock=sometimes,
        )
        broken.clear()
        with ticking(failing, every_seconds=0.1):
            wait_for(lambda: is_polled(parts))
            broken.append(True)
            town.clock.move(hours=2)
            wait_for(lambda: site.asked.count("/news.rss") == 2)


def test_a_source_that_is_written_into_the_file_is_polled_without_a_restart(town, site):
    town.configure(source_toml("news", site.put("/news.rss", rss()), kind="news"))
    with town.parts() as parts, ticking(parts, every_seconds=0.1):
        wait_for(lambda: "/news.rss" in site.asked)
        more = source_toml("more", site.put("/more.rss", rss()), kind="news")
        town.configure(source_toml("news", site.base + "/news.rss"), more)
        wait_for(lambda: "/more.rss" in site.asked)
