"""What may take long is read in a process of its own, which is ended when it does."""

import os
from contextlib import closing
from functools import partial

import pytest

from aggregator.model.errors import ReadError, TakesLongError
from aggregator.model.source import PageRules
from aggregator.read import read
from aggregator.run.apart import Apart
from tests.builders import NOW, a_document, a_source
from tests.hostile.documents import ITEM, beginnings, references, rss, written_by

GOOD = rss(ITEM.format("Good news", 1))
ODD = rss("&bad;" + ITEM.format("Good news", 1))


@pytest.fixture
def apart():
    with closing(Apart()) as apart:
        yield apart


def work(body, **source):
    return partial(read, a_document(body), a_source(**source), NOW)


def titles(reading):
    return [entry.facts.title for entry in reading.entries]


def test_what_is_quick_is_read_without_a_process(apart):
    assert titles(apart.anywhere("News", work(GOOD))) == ["Good news"]
    assert apart.idle == ()


def test_what_the_fast_reader_declines_is_read_in_a_process_with_the_same_entries(
    apart,
):
    assert titles(apart.anywhere("News", work(ODD))) == ["Good news"]
    assert len(apart.idle) == 1


def test_a_document_that_is_large_is_read_in_a_process(apart):
    many = rss("".join(ITEM.format(f"News {n}" * 9, n) for n in range(1900)))
    with pytest.raises(TakesLongError):
        work(many)(hurried=True)
    assert len(titles(apart.anywhere("News", work(many)))) == 1900


def test_selectors_of_every_kind_are_read_in_a_process(apart):
    page = b"<!doctype html><ul><li><h3>Fair</h3><li><b>no</b></ul>"
    rules = PageRules(item="li:has(h3)", title="h3")
    assert titles(apart.anywhere("Fairs", work(page, page=rules))) == ["Fair"]
    assert len(apart.idle) == 1


def test_the_process_reads_one_document_after_the_other(apart):
    apart.read("News", work(ODD))
    first = apart.idle
    apart.read("News", work(GOOD))
    assert apart.idle == first


def test_a_parser_that_does_not_come_back_is_ended_and_the_source_has_a_name_for_it(
    apart,
):
    with pytest.raises(ReadError, match="takes more than 6 seconds") as error:
        apart.read("News", work(written_by("a" * 400_000)), longest=3)
    assert error.value.cause == "too-much"
    assert titles(apart.read("News", work(GOOD))) == ["Good news"]


def test_a_process_ends_itself_when_its_processor_time_is_over(apart):
    with pytest.raises(ReadError, match="takes more than 6 seconds"):
        apart.read("News", work(written_by("a" * 400_000)), longest=120)


def test_what_takes_too_much_memory_is_named(apart):
    quotes = rss('<item><content url="' + '"a="' * 100_000)
    with pytest.raises(ReadError, match="takes too much memory") as error:
        apart.read("News", work(quotes))
    assert error.value.cause == "too-much"


def test_references_that_lead_everywhere_are_followed_so_far(apart):
    assert titles(apart.read("Events", work(references(200, 50))))


def test_a_calendar_of_beginnings_is_read_in_a_moment(apart):
    with pytest.raises(ReadError, match="it ends in the middle"):
        apart.read("Diary", work(beginnings(60_000)))


def test_what_is_wrong_with_a_document_is_told_as_if_it_were_read_here(apart):
    page = b"<!doctype html><title>Sign in</title><p>Sign in"
    with pytest.raises(ReadError) as here:
        work(page, format="feed")(hurried=True)
    with pytest.raises(ReadError) as there:
        apart.read("News", work(page, format="feed"))
    assert str(there.value) == str(here.value)
    assert there.value.cause == here.value.cause


def test_a_fault_of_ours_is_told_and_ends_nothing_else(apart):
    with pytest.raises(ReadError, match="does not know"):
        apart.read("News", partial(read, None, a_source(), NOW))
    assert titles(apart.read("News", work(GOOD))) == ["Good news"]


def test_no_process_is_left_behind():
    with closing(Apart()) as apart:
        apart.read("News", work(ODD))
        (process,) = apart.idle
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_rests_is_there_again_when_there_is_more_to_read(apart):
    apart.read("News", work(ODD))
    apart.rest()
    assert apart.idle == ()
    assert titles(apart.read("News", work(ODD))) == ["Good news"]
