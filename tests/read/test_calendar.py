"""Calendars: recurrences, zones, days, cancellations, and rules that never end."""

import time
from datetime import timedelta

import pytest

from aggregator.model.facts import Status
from aggregator.read import read
from tests.builders import NOW, a_document, a_source


def calendar(*events, before=""):
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{before}{body}END:VCALENDAR\r\n"


def event(*lines, uid="1", summary="Storytime"):
    return "\r\n".join([f"UID:{uid}", f"SUMMARY:{summary}", *lines])


def reading(*events, before="", **source):
    return read(a_document(calendar(*events, before=before)), a_source(**source), NOW)


def starts(found):
    return [entry.facts.starts.isoformat() for entry in found.entries]


def test_a_weekly_event_is_opened_for_half_a_year_and_keeps_its_wall_time():
    found = reading(
        event("DTSTART;TZID=Europe/London:20260105T103000", "RRULE:FREQ=WEEKLY")
    )
    assert starts(found)[0] == "2026-11-23T10:30:00+00:00"
    assert starts(found)[-1] == "2027-05-17T10:30:00+01:00"
    assert len({entry.occurrence for entry in found.entries}) == len(found.entries)
    assert {entry.identifier for entry in found.entries} == {"1"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTART;TZID=GMT Standard Time:20261205T103000", "2026-12-05T10:30:00+00:00"),
        (
            "DTSTART;TZID=Eastern Standard Time:20261205T103000",
            "2026-12-05T15:30:00+00:00",
        ),
        ("DTSTART;TZID=Europe/Paris:20261205T103000", "2026-12-05T09:30:00+00:00"),
        ("DTSTART:20261205T103000Z", "2026-12-05T10:30:00+00:00"),
        ("DTSTART:20270605T103000", "2027-06-05T10:30:00+01:00"),
        ("DTSTART;TZID=Nowhere/Special:20261205T103000", "2026-12-05T10:30:00+00:00"),
        ("DTSTART:20261025T013000", "2026-10-25T01:30:00+01:00"),
        ("DTSTART;VALUE=DATE:20261205", "2026-12-05"),
        ("DTSTART:20261205", "2026-12-05"),
    ],
)
def test_every_way_to_write_a_start_is_read(line, expected):
    assert starts(reading(event(line))) == [expected]


def test_a_zone_that_the_calendar_defines_is_used():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Our zone\r\n"
        "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    found = reading(event("DTSTART;TZID=Our zone:20261205T103000"), before=zone)
    assert starts(found) == ["2026-12-05T07:30:00+00:00"]


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261208"), "2026-12-07"),
        (("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261206"), "None"),
        (("DTSTART;VALUE=DATE:20261205", "DURATION:P3D"), "2026-12-07"),
        (("DTSTART:20261205T100000Z", "DURATION:PT90M"), "2026-12-05 11:30:00+00:00"),
        (("DTSTART:20261205T100000Z", "DTEND:20261205T090000Z"), "None"),
    ],
)
def test_the_last_day_is_inclusive_and_nothing_ends_before_it_starts(lines, ends):
    (entry,) = reading(event(*lines)).entries
    assert str(entry.facts.ends) == ends


def test_exceptions_additions_and_cancellations_are_followed():
    found = reading(
        event(
            "DTSTART:20261201T100000Z",
            "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE:20261202T100000Z",
            "RDATE:20261220T100000Z",
        ),
        event(
            "RECURRENCE-ID:20261203T100000Z",
            "DTSTART:20261203T100000Z",
            "STATUS:CANCELLED",
        ),
    )
    assert [text[:10] for text in starts(found)] == [
        "2026-12-01",
        "2026-12-03",
        "2026-12-04",
        "2026-12-20",
    ]
    assert found.entries[1].facts.status is Status.CANCELLED


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=WEEKLY;BYSETPOS=400;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=7;BYDAY=FR",
        "FREQ=NEVER",
        "FREQ=HOURLY",
    ],
)
def test_a_rule_that_recurs_for_ever_or_never_costs_nothing(rule):
    begun = time.process_time()
    found = reading(
        event("DTSTART:20000101T100000Z", f"RRULE:{rule}", uid="bomb"),
        event("DTSTART:20261205T100000Z"),
    )
    assert "2026-12-05T10:00:00+00:00" in starts(found)
    assert len(found.entries) <= 500
    assert time.process_time() - begun < 3


def test_a_calendar_of_bombs_ends_in_time():
    many = [
        event("DTSTART:19700101T100000Z", "RRULE:FREQ=DAILY;BYMONTH=8", uid=str(number))
        for number in range(3000)
    ]
    begun = time.process_time()
    assert "recurs too much" in reading(*many).problems[0]
    assert time.process_time() - begun < 15


def test_a_broken_event_leaves_the_others():
    found = reading(
        event("DTSTART:2026XX05T100000Z", uid="2", summary="Broken"),
        event("DTSTART:20261205T100000Z"),
    )
    assert [entry.facts.title for entry in found.entries] == ["Broken", "Storytime"]
    assert found.entries[0].facts.starts is None
    assert "2026XX05T100000Z" in found.problems[0]


def test_a_past_event_is_read_as_what_it_is():
    (entry,) = reading(event("DTSTART:20160101T100000Z")).entries
    assert entry.facts.starts < NOW - timedelta(days=3000)


def test_times_are_in_the_zone_of_the_source():
    found = reading(event("DTSTART:20261205T100000Z"), timezone="Europe/Paris")
    assert starts(found) == ["2026-12-05T11:00:00+01:00"]
    assert found.entries[0].facts.timezone == "Europe/Paris"


def test_a_calendar_that_ends_in_the_middle_gives_what_is_whole_and_says_so():
    event = (
        "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:20261205T103000Z\r\nSUMMARY:Talk {0}\r\n"
        "END:VEVENT\r\n"
    )
    whole = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + event.format(1)
    for cut in (whole, whole + event.format(2)[:40]):
        found = read(a_document(cut), a_source(format="calendar"), NOW)
        assert [entry.facts.title for entry in found.entries] == ["Talk 1"]
        assert "it ends in the middle" in found.problems[0]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=XX", "its rule cannot be read"),
        ("RRULE:FREQ=NONSENSE", "its rule cannot be read"),
        ("RRULE:rubbish", "it recurs in no known way"),
        ("RRULE:FREQ=WEEKLY;UNTIL=garbage", "its rule cannot be read"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261001", "its rule ends before it starts"),
        ("RRULE:FREQ=WEEKLY;INTERVAL=0", "its rule cannot be followed"),
        ("RRULE:FREQ=MONTHLY;BYDAY=9MO", "its rule cannot be followed"),
        ("RRULE:FREQ=SECONDLY", "it recurs secondly"),
        ("RRULE:FREQ=DAILY\r\nEXDATE:tomorrow", "its rule cannot be read"),
        ("RDATE:soon", "its rule cannot be read"),
    ],
)
def test_an_event_whose_rule_is_bad_keeps_its_first_date_and_says_so(line, why):
    found = reading(event("DTSTART:20261205T100000Z", line))
    assert starts(found) == ["2026-12-05T10:00:00+00:00"]
    assert found.problems[0] == f"Of “Storytime” only the first date was read: {why}."


def test_a_calendar_that_is_a_message_of_cancelling_cancels_its_events():
    one = event("DTSTART:20261205T103000Z")
    (entry,) = reading(one, before="METHOD:CANCEL\r\n").entries
    assert entry.facts.status is Status.CANCELLED


def test_a_length_beyond_every_calendar_leaves_the_end_unknown():
    one = event("DTSTART:20261205T103000Z", "DURATION:P99999999D")
    (entry,) = reading(one).entries
    assert entry.facts.starts is not None
    assert entry.facts.ends is None


def test_what_is_on_every_hour_is_read_for_its_next_times():
    found = reading(event("DTSTART:20261105T103000Z", "RRULE:FREQ=HOURLY"))
    assert len(found.entries) == 48
    assert "very often" in found.problems[0]


def test_a_description_with_markup_alone_is_its_summary():
    one = event("DTSTART:20261205T103000Z", "X-ALT-DESC;FMTTYPE=text/html:<p>Come!</p>")
    assert reading(one).entries[0].facts.summary == "Come!"
