"""Other projects' test material, all of it, read as they read it.

`python -m tests.read.scoreboard` prints the figures and what is wrong.
"""

import pytest

from tests.read import scoreboard

shared = pytest.mark.skipif(
    not scoreboard.DATA.is_dir(),
    reason="other projects' test material is not beside the checkout",
)
# Drupal's older RDFa says of a link what the newer says of what is around it.
OLD_RDFA = "Portfolio_Niels_Lubberman.html: ({'Concept'}"


@shared
def test_the_fast_reader_gives_what_feedparser_gives_and_declines_one_in_twenty():
    same, taken = scoreboard.fast_against_feedparser()
    assert same.wrong == []
    assert same.total > 1000
    assert len(taken.wrong) < 0.05 * taken.total


@shared
def test_feeds_are_read_as_feedparser_reads_them_field_by_field():
    for name, score in scoreboard.reading_against_feedparser().items():
        assert score.wrong == [], name
        assert score.total > 100, name


@shared
def test_pages_describe_what_others_find_in_them():
    for syntax, score in scoreboard.pages().items():
        wrong = [one for one in score.wrong if not one.startswith(OLD_RDFA)]
        assert wrong == [], syntax
        assert score.total >= 5, syntax


@shared
def test_calendars_have_every_event_and_a_broken_one_is_told():
    same, told = scoreboard.calendars()
    assert same.wrong == []
    assert same.total > 50
    assert told.wrong == []
