"""When sources are asked again: by their rhythm, and by what their servers say."""

from datetime import timedelta

import pytest

from aggregator.desk.browse import source_health
from aggregator.model.health import Health
from aggregator.run.cycle import note_sources
from aggregator.run.polling import Claims
from tests.builders import NOW
from tests.site import rss, rss_item, source_toml


def test_a_source_is_asked_as_often_as_it_changes_and_says_so(town, site):
    url = site.put("/n", rss(rss_item("One", "https://example.org/1", NOW)))
    town.configure(source_toml("news", url, kind="news"))
    town.cycle()
    for _ in range(40):
        town.clock.move(hours=1)
        town.cycle()
    with town.parts() as parts:
        found = source_health(parts.database)["news"]
    assert found.interval == timedelta(hours=8)
    assert found.next_due == found.last_polled + found.interval
    assert found.rhythm.changed_at == NOW
    asked = site.asked.count("/n")
    assert asked < 20
    town.clock.move(hours=8)
    site.put("/n", rss(rss_item("Two", "https://example.org/2", NOW)))
    assert town.cycle().polled[0].new_items == 1
    with town.parts() as parts:
        found = source_health(parts.database)["news"]
    assert found.rhythm.changed_at == town.clock()
    assert found.rhythm.gap == timedelta(hours=32)


@pytest.mark.parametrize("status", [301, 308])
def test_a_source_that_moved_for_good_is_asked_at_its_new_address(town, site, status):
    new = site.put("/new", rss(rss_item("One", "https://example.org/1", NOW)))
    old = site.put("/old", b"", status=status, location=new)
    town.configure(source_toml("news", old, kind="news"))
    town.cycle()
    town.clock.move(hours=1)
    town.cycle()
    assert (site.asked.count("/old"), site.asked.count("/new")) == (1, 2)
    with town.parts() as parts:
        found = source_health(parts.database)["news"]
    assert found.health is Health.MOVED
    assert found.moved_to == new
    assert f'write url = "{new}" in sources.toml' in found.sentence


def test_a_new_address_that_fails_is_given_up_for_the_written_one(town, site):
    new = site.put("/new", rss(rss_item("One", "https://example.org/1", NOW)))
    old = site.put("/old", b"", status=301, location=new)
    town.configure(source_toml("news", old, kind="news"))
    town.cycle()
    site.put("/new", b"", status=404)
    site.put("/old", rss(rss_item("One", "https://example.org/1", NOW)))
    town.clock.move(hours=1)
    assert town.cycle().polled[0].outcome == "failed"
    town.clock.move(hours=1)
    assert town.cycle().polled[0].outcome == "unchanged"
    with town.parts() as parts:
        assert source_health(parts.database)["news"].health is Health.OK


def test_a_batch_that_cannot_be_kept_costs_only_the_source_that_is_to_blame(town, site):
    bodies = [
        rss(rss_item(f"Thing {n}", f"https://example.org/{n}", NOW)) for n in "abc"
    ]
    urls = [site.put(f"/{n}", body) for n, body in zip("abc", bodies, strict=True)]
    town.configure(*(source_toml(f"s{n}", url) for n, url in enumerate(urls)))
    with town.parts() as parts:
        town.cycle(only=["s0"])
        with parts.database.transaction() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER bad BEFORE INSERT ON items WHEN new.source = 's1' "
                "BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        done = {one.source: one for one in town.cycle(force=True).polled}
    assert done["s0"].outcome == "unchanged"
    assert (done["s2"].outcome, done["s2"].new_items) == ("read", 1)
    assert done["s1"].outcome == "failed"


def test_a_source_moved_for_now_is_asked_at_its_old_address(town, site):
    new = site.put("/new", rss(rss_item("One", "https://example.org/1", NOW)))
    old = site.put("/old", b"", status=302, location=new)
    town.configure(source_toml("news", old, kind="news"))
    town.cycle()
    town.clock.move(hours=1)
    town.cycle()
    assert site.asked.count("/old") == 2
    with town.parts() as parts:
        assert source_health(parts.database)["news"].health is Health.OK


def test_a_source_that_is_gone_is_asked_no_more_until_somebody_says_so(town, site):
    url = site.put("/n", b"", status=410)
    town.configure(source_toml("news", url, kind="news"))
    town.cycle()
    for _ in range(5):
        town.clock.move(days=60)
        assert town.cycle().polled == ()
    assert site.asked.count("/n") == 1
    with town.parts() as parts:
        found = source_health(parts.database)["news"]
    assert found.health is Health.GONE
    assert "asked no more" in found.sentence
    site.put("/n", rss(rss_item("One", "https://example.org/1", NOW)))
    assert town.cycle(only=["news"], force=True).polled[0].outcome == "read"
    town.clock.move(hours=8)
    assert len(town.cycle().polled) == 1


def test_a_source_that_is_gone_is_asked_again_once_it_is_configured_anew(town, site):
    url = site.put("/n", b"", status=410)
    town.configure(source_toml("news", url, kind="news"))
    town.cycle()
    town.configure(source_toml("news", site.put("/m", rss()), kind="news"))
    assert town.cycle().polled[0].outcome == "read"


@pytest.mark.parametrize(("status", "wait"), [(429, "7200"), (503, "7200")])
def test_a_server_that_asks_to_be_left_alone_is(town, site, status, wait):
    url = site.put("/n", b"", status=status, retry_after=wait)
    town.configure(source_toml("news", url, kind="news", every="15m"))
    town.cycle()
    town.clock.move(minutes=119)
    assert town.cycle().polled == ()
    town.clock.move(minutes=1)
    assert len(town.cycle().polled) == 1


def test_what_says_how_long_it_stays_fresh_is_not_asked_before(town, site):
    body = rss(rss_item("One", "https://example.org/1", NOW))
    url = site.put("/n", body, cache_control="public, max-age=10800")
    town.configure(source_toml("news", url, kind="news", every="15m"))
    town.cycle()
    town.clock.move(minutes=179)
    assert town.cycle().polled == ()
    town.clock.move(minutes=1)
    assert len(town.cycle().polled) == 1


def test_dead_sources_hold_up_no_other_however_many_and_for_however_long(town, site):
    dead = site.put("/gone", b"", status=500)
    url = site.put("/n", rss(rss_item("One", "https://example.org/1", NOW)))
    few = 40
    town.configure(*(source_toml(f"a{n}", f"{dead}?{n}") for n in range(few)))
    town.cycle()
    every = [source_toml(f"a{n}", f"{dead}?{n}") for n in range(few)]
    town.configure(*every, source_toml("news", url, kind="news"))
    town.clock.move(days=9)
    with town.parts() as parts:
        note_sources(parts)
        claims = Claims(parts, None, force=False)
        asked = [[source.id for source, _ in claims.take(few)] for _ in range(3)]
    assert asked[0] == ["news"]
    assert sorted(asked[1]) == sorted(f"a{n}" for n in range(few))
    assert asked[2] == []
