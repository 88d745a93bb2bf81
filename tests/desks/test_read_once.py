"""What several desks read is asked for once, and what one desk opens stays its own."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from aggregator.desk.browse import seen_items, source_health
from aggregator.fetch.client import Fetcher
from aggregator.fetch.shared import Ask, Given, Wait, decide, key_of, may_share
from aggregator.model.document import Validators
from aggregator.model.draft import State
from aggregator.model.errors import FetchError
from aggregator.model.health import Health
from aggregator.model.shelved import Shelved
from aggregator.model.source import Source
from aggregator.run.common import Common
from aggregator.run.live import Live
from aggregator.run.sharing import SharingFetcher
from aggregator.store import drafts, shelf
from aggregator.store.tables.shelf import shelf as rows
from tests.site import rss, rss_item, source_toml

DESKS = ("ambleford", "thornby", "wick")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TAKEN = 'shared = ["county"]\n'
VOICE = '[voice]\nsign_off = "Yours, {name}"\n'


def _put(site, clock, *titles, path="/county", **headers):
    items = [rss_item(one, f"https://example.org/{one}", clock()) for one in titles]
    return site.put(path, rss(*items), **headers)


@pytest.fixture
def county(house, site):
    """Three desks that take one source of the installation's."""
    url = _put(site, house.clock, "Snow-closes-roads")
    house.share(source_toml("county", url, kind="news"))
    for name in DESKS:
        house.add(name, top=TAKEN, extra=VOICE.format(name=name))
    return house


def _titles(parts):
    return [seen.item.title for seen in seen_items(parts.database, None, 50)]


def _on_shelf(house):
    common = Common(house.folder, {}, house.clock)
    with common.database().reading() as connection:
        found = connection.execute(select(rows)).mappings().all()
    common.close()
    return found


def test_three_desks_read_a_source_with_one_request_each_in_its_own_voice(county, site):
    for name in DESKS:
        assert county.cycle(name).drafted.added == 1
    assert site.asked.count("/county") == 1
    for name in DESKS:
        with county.parts(name) as parts, parts.database.reading() as connection:
            (draft,) = drafts.page(connection, states=(State.WAITING,), limit=9).drafts
            assert f"Yours, {name}" in draft.text


def test_it_is_one_request_when_all_ask_at_the_same_moment(county, site):
    answer = site.answer

    def slowly(request):
        time.sleep(0.5)
        return answer(request)

    site.answer = slowly
    at_once = [threading.Thread(target=county.cycle, args=(name,)) for name in DESKS]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()
    assert site.asked.count("/county") == 1
    for name in DESKS:
        with county.parts(name) as parts:
            assert _titles(parts) == ["Snow-closes-roads"]


def test_an_hour_later_one_desk_asks_again_and_all_have_the_news(county, site):
    for name in DESKS:
        county.cycle(name)
        county.clock.move(minutes=1)
    county.clock.move(hours=1)
    _put(site, county.clock, "Snow-closes-roads", "Roads-open-again")
    for name in reversed(DESKS):
        (polled,) = county.cycle(name).polled
        assert polled.new_items == 1
    assert site.asked.count("/county") == 2
    county.clock.move(hours=1)
    for name in DESKS:
        (polled,) = county.cycle(name).polled
        assert polled.outcome == "unchanged"
    assert site.asked.count("/county") == 3


def test_a_source_that_fails_is_asked_once_and_told_at_each_desk(county, site):
    site.put("/county", "no", "text/plain", 500)
    for name in DESKS:
        county.cycle(name)
        with county.parts(name) as parts:
            health = source_health(parts.database)["county"]
            assert health.health is Health.FAILING
            assert health.sentence.startswith("county: http://127.0.0.1")
    assert site.asked.count("/county") == 1
    (row,) = _on_shelf(county)
    assert row["failures"] == 1


def test_a_desk_that_comes_later_is_given_what_is_there(county, site):
    county.cycle("ambleford")
    county.clock.move(minutes=30)
    county.cycle("wick")
    assert site.asked.count("/county") == 1
    with county.parts("wick") as parts:
        assert _titles(parts) == ["Snow-closes-roads"]


def test_who_asks_for_it_at_once_gets_what_is_there_now(county, site):
    county.cycle("ambleford")
    county.clock.move(minutes=5)
    _put(site, county.clock, "Roads-open-again")
    county.cycle("thornby", force=True)
    with county.parts("thornby") as parts:
        assert _titles(parts) == ["Roads-open-again"]


def test_a_source_put_into_desks_toml_is_taken_up_by_a_running_desk(on_files, site):
    on_files.add("ambleford", top=TAKEN)
    with on_files.parts("ambleford") as parts:
        live = Live(parts)
        assert live.parts().configuration.sources == ()
        on_files.share(source_toml("county", "https://county.example/news"))
        (source,) = live.parts().configuration.sources
        assert source.shared
        # One of the desk's own that is broken takes nothing from it.
        on_files.configure("ambleford", '[[source]]\nid = "broken"\n', top=TAKEN)
        assert live.parts().configuration.sources == (source,)


def test_a_desks_toml_that_is_broken_while_all_run_makes_nobody_ask_for_itself(
    county, site
):
    common = Common(county.folder, {}, county.clock)
    before = common.read_by_several()
    assert before
    file = county.folder / "desks.toml"
    file.write_text(file.read_text("utf-8") + "\nx = [", encoding="utf-8")
    assert common.read_by_several() == before


def test_what_one_desk_allows_itself_is_never_given_to_another(house, site):
    """Ambleford may look into 127.0.0.1; Thornby names the address and may not."""
    url = _put(site, house.clock, "Only-for-Ambleford", path="/inside")
    mine = source_toml("inside", url, kind="news")
    refused = mine.replace('allow_private = ["127.0.0.1/32"]\n', "")
    house.add("ambleford", mine)
    house.add("thornby", refused)
    house.add("wick", mine.replace("127.0.0.1/32", "127.0.0.0/8"))
    for name in ("ambleford", "thornby", "wick"):
        house.cycle(name)
    with house.parts("ambleford") as here, house.parts("thornby") as there:
        assert _titles(here) == ["Only-for-Ambleford"]
        assert _titles(there) == []
        health = source_health(there.database)["inside"]
        assert health.health is Health.REFUSED
        assert "allow_private" in health.sentence
    assert site.asked.count("/inside") == 2
    assert _on_shelf(house) == []


def test_a_desk_cannot_make_its_source_one_of_the_installations(house, site):
    url = _put(site, house.clock, "Inside", path="/inside")
    house.add("ambleford", source_toml("inside", url), top='shared = ["inside"]\n')
    with house.parts("ambleford") as parts:
        (source,) = parts.configuration.sources
        assert not source.shared
        (fault,) = parts.configuration.faults
        assert fault.key == "shared"


def test_a_shelf_that_cannot_be_used_holds_up_no_desk(county, site):
    common = Common(county.folder, {}, county.clock)
    with common.database().transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE shelf RENAME TO away")
    common.close()
    for name in DESKS:
        assert county.cycle(name).drafted.added == 1
    assert site.asked.count("/county") == 3


def test_who_fell_over_while_asking_is_not_waited_for_long(county, site):
    with county.parts("ambleford") as parts:
        (source,) = parts.configuration.sources
        with parts.common.database().transaction() as connection:
            token = shelf.claim(
                connection,
                key_of(source),
                url=source.url,
                seen=None,
                now=county.clock() - timedelta(seconds=31),
                lease=timedelta(seconds=30),
            )
    county.cycle("thornby")
    assert site.asked.count("/county") == 1
    # What it still had to say comes too late.
    with county.parts("ambleford") as parts:
        fault = FetchError("late", cause="timeout", url="")
        with parts.common.database().transaction() as connection:
            shelf.keep_fault(connection, key_of(source), token, fault, county.clock())
    assert _on_shelf(county)[0]["cause"] is None


def test_bodies_go_when_every_desk_had_time_to_take_them(county, site):
    county.cycle("ambleford")
    assert _on_shelf(county)[0]["body"] is not None
    county.clock.move(days=3)
    assert _on_shelf(county)[0]["body"] is None
    # Who comes only now asks for itself, and then the others have it again.
    county.cycle("thornby")
    assert site.asked.count("/county") == 2
    assert _on_shelf(county)[0]["body"] is not None


def test_nothing_that_a_fetcher_does_is_left_out_where_desks_share():
    public = {name for name in vars(Fetcher) if not name.startswith("_")}
    assert public == {name for name in vars(SharingFetcher) if not name.startswith("_")}


@pytest.mark.parametrize(
    ("source", "may"),
    [
        ({}, True),
        ({"allow_private": ("10.0.0.0/8",)}, False),
        ({"allow_private": ("10.0.0.0/8",), "shared": True}, True),
        ({"url": "https://x.com/someone", "format": "timeline"}, False),
    ],
)
def test_only_what_is_the_same_for_everybody_may_be_shared(source, may):
    usual = {"id": "a", "name": "A", "url": "https://example.org/feed"}
    assert may_share(Source(**{**usual, **source})) is may


def test_a_key_tells_what_comes_back_and_nothing_else():
    def key(**other):
        usual = {"id": "a", "name": "A", "url": "https://example.org/feed"}
        return key_of(Source(**{**usual, **other}))

    assert key() == key(id="b", name="B", every=timedelta(days=1), own=True)
    assert key() == key(url="https://example.org/feed#top")
    assert key() != key(url="https://example.org/feed?x=1")
    assert key() != key(allow_private=("10.0.0.0/8",))


def test_who_asks_who_waits_and_who_is_given():
    mine, other = Validators(body_hash="mine"), Validators(body_hash="other")
    hour = timedelta(hours=1)

    def known(**how):
        usual = {"known_at": NOW, "validators": other, "has_body": True}
        return Shelved(**{**usual, **how})

    def decided(what, asker=mine, after=timedelta(minutes=59)):
        return decide(what, asker, NOW + after, hour)

    assert decided(None) == Ask(mine)
    assert decided(known()) == Given(known())
    assert decided(known(is_asked=True)) == Given(known(is_asked=True))
    assert decided(known(), after=hour) == Ask(other)
    assert decided(known(is_asked=True), after=hour) == Wait()
    # Without the body it is of use to those alone who have it.
    assert decided(known(has_body=False)) == Ask(mine)
    assert decided(known(has_body=False), asker=other) == Given(known(has_body=False))
    assert decided(known(known_at=None, is_asked=True)) == Wait()
