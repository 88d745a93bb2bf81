from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from aggregator.drafts.filters.closing import closing
from aggregator.drafts.filters.place import place
from aggregator.drafts.filters.price import price
from aggregator.drafts.filters.when import when
from aggregator.drafts.moments import span
from tests.builders import NOW


def spanning(starts, ends=None, language="en"):
    return span(starts, ends, ZoneInfo("Europe/London"), NOW, language)


def at(month, day, hour=0, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "text"),
    [
        (at(12, 5, 10, 30), None, "Sat 5 Dec, 10:30am"),
        (at(12, 5, 10, 30), at(12, 5, 12), "Sat 5 Dec, 10:30am-12 noon"),
        (at(12, 11, 20), at(12, 12, 1), "Fri 11 Dec, 8pm-1am"),
        (at(12, 5), None, "Sat 5 Dec"),
        (date(2026, 12, 5), None, "Sat 5 Dec"),
        (date(2026, 12, 5), date(2026, 12, 6), "Sat 5 to Sun 6 Dec"),
        (date(2026, 11, 28), date(2026, 12, 6), "Sat 28 Nov to Sun 6 Dec"),
        (date(2026, 11, 1), date(2026, 12, 6), "Until Sun 6 Dec"),
        (at(7, 10, 11, year=2027), None, "Sat 10 Jul 2027, 12 noon"),
    ],
)
def test_a_date_reads_as_a_person_would_write_it(starts, ends, text):
    assert when(spanning(starts, ends)) == text


@pytest.mark.parametrize(
    ("starts", "text"),
    [
        (at(11, 23, 18), "today at 6pm"),
        (at(11, 24, 10), "tomorrow at 10am"),
        (date(2026, 11, 28), "this Saturday"),
        (at(12, 5, 10), "Sat 5 Dec, 10am"),
    ],
)
def test_a_template_may_ask_for_the_relative_form(starts, text):
    assert when(spanning(starts), "relative") == text


def test_a_closing_date_leaves_out_the_last_minute():
    assert closing(spanning(at(12, 4, 23, 59))) == "Closes Fri 4 Dec"
    assert closing(spanning(date(2026, 12, 4), language="cy")) == "Yn cau Gwe 4 Rhag"
    assert closing(None) == ""


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("0", "Free"),
        ("£0.00", "Free"),
        ("3.5", "£3.50"),
        ("£5.00", "£5"),
        ("donations welcome.", "Donations welcome"),
        (None, ""),
        ("Not free, and much too long to say in a post about a thing", ""),
    ],
)
def test_a_price_is_never_a_guess(given, text):
    assert price(given) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("Ambleford Library", "at Ambleford Library"),
        ("Online", "online"),
        ("Town centre", "in the town centre"),
        ("All libraries", "at all libraries"),
        ("Record Office", "at the Record Office"),
        ("The Assembly Rooms", "at the Assembly Rooms"),
        ("Thornbeck Town Hall", "at Thornbeck Town Hall"),
        (None, ""),
    ],
)
def test_a_place_brings_its_preposition(given, text):
    assert place(given) == text
