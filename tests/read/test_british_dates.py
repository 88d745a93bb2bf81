"""Dates as people in Britain write them, a line a phrasing."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aggregator.model.source import PageRules
from aggregator.read import read
from aggregator.read.dates import read_span
from aggregator.read.written_dates import weekday_slip, why_unknown
from tests.builders import a_document, a_source

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
TABLE = Path(__file__).parent / "data" / "british_dates.txt"
ROWS = [
    tuple(part.strip() for part in line.split(" | "))
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def shown(moment):
    return "-" if moment is None else moment.isoformat()[:16]


@pytest.mark.parametrize(("text", "starts", "ends"), ROWS, ids=[row[0] for row in ROWS])
def test_it_is_read_as_it_was_meant(text, starts, ends):
    found = read_span(text, LONDON, NOW)
    assert (shown(found.starts), shown(found.ends)) == (starts, ends)


def test_the_table_is_long_and_every_line_is_there_once():
    assert len(ROWS) >= 200
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Fri 5 Dec 2026", "5 December 2026 is a Saturday"),
        ("Monday 25 December 2026, 10am", "25 December 2026 is a Friday"),
        ("Mon 5 Dec", "5 December is no Monday in any year near this one"),
        ("Sat 5 Dec 2026", None),
        ("31 February 2027", None),
        ("soon", None),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_told(text, slip):
    assert weekday_slip(text, NOW.date()) == slip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Every 2nd Tuesday", "on which days"),
        ("Tuesdays in term time, 10am", "on which days"),
        ("1 November", "of which year"),
        ("Fri 5 Dec 2026", "contradicts itself"),
        ("2026.339", None),
        ("31 February 2027", None),
    ],
)
def test_what_is_no_date_for_certain_says_why(text, why):
    found = why_unknown(text, NOW.date())
    assert found is None if why is None else why in found


def test_a_contradiction_is_the_publishers_and_no_matter_of_format():
    rules = PageRules(item="li", title="b", starts="i")
    page = "<ul><li><b>Fair</b><i>Fri 5 Dec 2026</i></li></ul>"
    (problem,) = read(a_document(page), a_source(page=rules), NOW).problems
    assert "5 December 2026 is a Saturday" in problem
    assert "date_format" not in problem


def test_small_letters_and_odd_spaces_change_nothing():
    for text, starts, ends in ROWS:
        for other in (
            text.lower(),
            text.upper(),
            text.replace(" ", "\N{NO-BREAK SPACE}"),
        ):
            found = read_span(other, LONDON, NOW)
            assert (shown(found.starts), shown(found.ends)) == (starts, ends), other
