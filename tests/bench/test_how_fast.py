"""The benchmark measures what it says: its world, its programs and its verdicts."""

import feedparser
import httpx

from bench.how_fast import Table
from bench.programs.running import Spent, program
from bench.world.feeds import ENTRIES, body
from bench.world.server import world


def test_each_feed_is_of_the_promised_size_and_its_own():
    feeds = [feedparser.parse(body(number)) for number in range(3)]
    for number, feed in enumerate(feeds):
        assert not feed.bozo
        assert len(feed.entries) == ENTRIES
        assert 25 * 1024 < len(body(number)) < 35 * 1024
    titles = [{entry.title for entry in feed.entries} for feed in feeds]
    assert len(titles[0] & titles[1]) == 1
    assert not titles[0] & titles[2]


def test_the_world_answers_304_to_its_etag_and_counts_what_it_is_asked():
    with world() as town:
        first = httpx.get(town.url(7))
        assert first.content == body(7)
        tag = {"If-None-Match": first.headers["ETag"]}
        assert httpx.get(town.url(7), headers=tag).status_code == 304
        assert town.answered() == 2


def test_our_own_cycle_stores_every_entry_once():
    with world() as town:
        addresses = [town.url(number) for number in range(3)]
        with program("ours", addresses, python=None, core=None) as ours:
            assert ours.cycle().entries == 3 * ENTRIES
            assert ours.cycle().entries == 0


def test_a_goal_that_is_missed_is_said_and_counted(capsys):
    table = Table()
    slow = Spent(wall=6.0, cpu=6.0, peak=1, entries=1)
    quick = Spent(wall=1.0, cpu=1.0, peak=1, entries=1)
    table.faster("a cycle", slow, quick, 5)
    table.faster("another cycle", slow, quick, 7)
    table.at_most("memory", 1.0, 1)
    said = capsys.readouterr().out.splitlines()
    assert ["NOT REACHED" in line for line in said[1:]] == [False, True, False]
    assert table.missed == 1
