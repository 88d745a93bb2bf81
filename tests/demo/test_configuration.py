import tomllib
from datetime import date

from aggregator.config.load import check
from aggregator.demo.configuration import sources_toml
from tests.demo.ambleford import AN_ORDINARY_DAY, ambleford

MONDAY = date(2026, 11, 23)
BASE = "http://127.0.0.1:8123"


def test_the_file_is_without_a_fault(tmp_path):
    (tmp_path / "sources.toml").write_text(sources_toml(BASE, MONDAY), encoding="utf-8")
    assert check(tmp_path) == ()


def test_the_file_says_whose_desk_it_is_and_explains_itself():
    text = sources_toml(BASE, MONDAY)
    told = tomllib.loads(text)
    assert told["council"]["name"] == "Ambleford Libraries"
    (account,) = told["account"]
    assert (account["network"], account["handle"]) == ("x", "AmblefordLibs")
    assert account["slots"]
    assert told["voice"]["tone"] == "warm"
    assert "per_cycle" in told["drafts"]
    assert text.count("\n# ") >= 5


def test_every_source_is_on_loopback_and_may_be_asked_there():
    for source in tomllib.loads(sources_toml(BASE, MONDAY))["source"]:
        assert source["url"].startswith(BASE + "/")
        assert source["allow_private"] == ["127.0.0.1/32"]


def test_two_sources_are_broken_and_all_others_are_read_without_a_problem():
    with ambleford(AN_ORDINARY_DAY) as town:
        good, bad = town.readings()
    assert len(bad) == 2
    assert len(bad) < (len(good) + len(bad)) / 2
    assert {reading.format for reading in good.values()} >= {
        "feed",
        "page",
        "calendar",
    } or len(good) >= 6
    for name, reading in good.items():
        assert reading.entries, name
        assert reading.problems == (), name
