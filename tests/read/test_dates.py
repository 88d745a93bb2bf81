"""Dates as they are written, each with what it means on Monday 23 November 2026."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from aggregator.read.dates import Span, read_instant, read_moment, read_span, whole_days

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def span(text):
    found = read_span(text, LONDON, NOW)
    return tuple(
        None if moment is None else moment.isoformat()[:16]
        for moment in (found.starts, found.ends)
    )


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("Sat 5 Dec, 10.30am - 12 noon", "2026-12-05T10:30", "2026-12-05T12:00"),
        (
            "Saturday 5th December 2026 10:30-11:30",
            "2026-12-05T10:30",
            "2026-12-05T11:30",
        ),
        ("Sat 5 December 2026 8pm - 1am", "2026-12-05T20:00", "2026-12-06T01:00"),
        ("Thursday 10 December 2026, 7-9pm", "2026-12-10T19:00", "2026-12-10T21:00"),
        ("Sunday 6 December 2026, 11-1pm", "2026-12-06T11:00", "2026-12-06T13:00"),
        ("19th December 2026 at 7pm", "2026-12-19T19:00", None),
        ("Noon on Friday 18 December 2026", "2026-12-18T12:00", None),
        ("December 5, 2026 10:30 am", "2026-12-05T10:30", None),
        (
            "Date: 6 Dec 2026 Time: 10am - 2pm Cost: £5",
            "2026-12-06T10:00",
            "2026-12-06T14:00",
        ),
        ("5 - 7 December 2026", "2026-12-05", "2026-12-07"),
        ("30 Nov to 2 Jan 2027", "2026-11-30", "2027-01-02"),
        ("Mon 30 November - Wed 2 December 2026", "2026-11-30", "2026-12-02"),
        ("5/1/27", "2027-01-05", None),
        ("Closing date: 5/1/27", "2027-01-05", None),
        ("Closes 11.59pm, 3 January 2027", "2027-01-03T23:59", None),
        ("01.12.2026", "2026-12-01", None),
        ("3 Dec '26", "2026-12-03", None),
        (
            "Saturdays 10.30am-12 noon, until 19 Dec",
            "2026-11-28T10:30",
            "2026-11-28T12:00",
        ),
        ("Every Tuesday, 2pm", "2026-11-24T14:00", None),
        ("Saturdays, until 21 November 2026", "2026-11-21", None),
        ("2026-12-05", "2026-12-05", None),
        ("2026-12-05T10:30:00Z", "2026-12-05T10:30", None),
        ("2027-06-05T10:30:00Z", "2027-06-05T11:30", None),
        ("2027-06-05T10:30", "2027-06-05T10:30", None),
        ("20261205T103000Z", "2026-12-05T10:30", None),
        ("Sat, 05 Dec 2026 10:30:00 GMT", "2026-12-05T10:30", None),
        ("Sat, 05 Jun 2027 10:30:00 BST", "2027-06-05T10:30", None),
        ("Sat, 05 Dec 2026 05:30:00 EST", "2026-12-05T10:30", None),
    ],
)
def test_a_written_date_is_read(text, starts, ends):
    assert span(text) == (starts, ends)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Date to be confirmed",
        "Term time only, Tuesdays 10am",
        "Alternate Fridays",
        "12/25/2026",
        "31 February 2027",
        "Fri 5 Dec 2026",
        "20 November",
        "Fri 5 Dec",
        "2 weeks ago",
        "0000-00-00",
        "9999-99-99T99:99",
        "January 2027",
        "1 to 1 sessions for £10.50",
    ],
)
def test_what_is_not_known_for_certain_stays_unknown(text):
    assert span(text) == (None, None)


def test_a_weekday_proves_the_year():
    assert span("Wed 20 January")[0] == "2027-01-20"
    assert span("Fri 20 Nov")[0] == "2026-11-20"


def test_a_missing_year_is_the_next_one_only_within_ten_months():
    assert span("1 September")[0] == "2027-09-01"
    assert span("1 November")[0] is None


def test_midnight_without_an_end_does_not_say_which_end_of_the_day():
    assert span("Closes midnight on 5 January 2027")[0] == "2027-01-05"


def test_a_time_that_happens_twice_is_its_first_occurrence():
    moment = read_moment("2026-10-25T01:30", LONDON, NOW)
    assert moment.astimezone(UTC).isoformat() == "2026-10-25T00:30:00+00:00"


def test_a_time_that_never_happens_moves_on_with_the_clocks():
    moment = read_moment("2027-03-28T01:30", LONDON, NOW)
    assert moment.isoformat() == "2027-03-28T02:30:00+01:00"


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("12/25/2026", "%m/%d/%Y", "2026-12-25"),
        ("05 December 2026, 19:30", "%d %B %Y, %H:%M", "2026-12-05T19:30:00+00:00"),
        ("Dec 05", "%b %d", "2026-12-05"),
        ("5 Dec 2026", "%m/%d/%Y", "2026-12-05"),
    ],
)
def test_a_rule_may_say_how_its_dates_are_written(text, form, expected):
    moment = read_moment(text, LONDON, NOW, date_format=form)
    assert moment.isoformat() == expected


def test_a_day_needed_as_a_moment_is_its_midnight():
    assert read_instant("5 June 2027", LONDON, NOW) == datetime(
        2027, 6, 5, tzinfo=LONDON
    )


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (at("2026-12-05T00:00"), at("2026-12-05T23:59:59"), (date(2026, 12, 5), None)),
        (
            at("2026-12-05T00:00"),
            at("2026-12-07T00:00"),
            (date(2026, 12, 5), date(2026, 12, 6)),
        ),
        (at("2026-12-05T10:00"), date(2026, 12, 5), (at("2026-12-05T10:00"), None)),
        (
            at("2026-12-05T10:00"),
            date(2026, 12, 20),
            (date(2026, 12, 5), date(2026, 12, 20)),
        ),
        (
            at("2026-12-05T10:00"),
            at("2026-12-05T09:00"),
            (at("2026-12-05T10:00"), None),
        ),
        (None, at("2026-12-05T09:00"), (None, None)),
    ],
)
def test_starts_and_ends_are_both_days_or_both_times(starts, ends, expected):
    found = whole_days(Span(starts=starts, ends=ends))
    assert (found.starts, found.ends) == expected


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+12:00",
        "0001-01-01",
    ],
)
def test_a_year_that_means_never_is_no_date(text):
    for name in ("Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        assert read_span(text, ZoneInfo(name), NOW) == Span()


def test_an_end_before_the_start_costs_no_time_of_day():
    starts = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
    assert whole_days(Span(starts=starts, ends=date(2020, 1, 1))).starts == starts
