from datetime import UTC, datetime

import pytest

from aggregator.model.errors import ReadError
from aggregator.model.source import PageRules, Source
from tests.demo.ambleford import AN_ORDINARY_DAY, ambleford


@pytest.fixture(scope="module")
def town():
    with ambleford(AN_ORDINARY_DAY) as served:
        yield served


def _source(town, name, **values):
    url = f"{town.base}/broken/{name}"
    return Source(id=name, name=name.title(), url=url, **values)


@pytest.mark.parametrize(("name", "cause"), [("empty", "empty")])
def test_nothing_at_all_is_told_as_such(town, name, cause):
    with pytest.raises(ReadError) as told:
        town.reading(_source(town, name, format="feed"))
    assert told.value.cause == cause


def test_an_error_page_at_a_feeds_address_is_told(town):
    with pytest.raises(ReadError) as told:
        town.reading(_source(town, "page", format="feed"))
    assert told.value.cause == "page-instead-of-feed"


def test_selectors_that_match_nothing_are_told(town):
    rules = PageRules(item="li.exhibition", title="h3")
    with pytest.raises(ReadError) as told:
        town.reading(_source(town, "selectors", format="page", page=rules))
    assert told.value.cause == "nothing-matches"


def test_a_wrong_character_set_is_read_all_the_same(town):
    (entry,) = town.reading(_source(town, "charset")).entries
    assert "é" in entry.facts.title


def test_a_feed_of_ten_years_ago_is_old(town):
    entries = town.reading(_source(town, "old")).entries
    assert entries
    newest = max(entry.facts.published for entry in entries)
    assert newest < datetime(2017, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("name", "status"), [("gone", 410), ("error", 500)])
def test_a_status_tells_of_the_failure(town, name, status):
    assert town.get(f"/broken/{name}").status_code == status


def test_half_a_feed_is_told(town):
    with pytest.raises(ReadError) as told:
        town.reading(_source(town, "xml", format="feed"))
    assert told.value.message.startswith("Xml")
