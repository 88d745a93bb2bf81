from datetime import timedelta

from icalendar import Calendar

from tests.demo.ambleford import AN_ORDINARY_DAY, ambleford


def _events(town):
    return Calendar.from_ical(town.get("/calendar.ics").content).walk("VEVENT")


def test_series_recur_with_their_exceptions():
    with ambleford(AN_ORDINARY_DAY) as town:
        series = [event for event in _events(town) if "RRULE" in event]
        assert len(series) == 5
        assert any("EXDATE" in event for event in series)


def test_at_any_time_something_is_off_and_something_has_moved():
    for weeks in range(6):
        with ambleford(AN_ORDINARY_DAY + timedelta(weeks=weeks)) as town:
            events = _events(town)
        assert any(event.get("STATUS") == "CANCELLED" for event in events)
        assert any(event.get("SEQUENCE") == 1 for event in events)


def test_a_series_keeps_its_name_as_weeks_go_by():
    names = []
    for weeks in (0, 1):
        with ambleford(AN_ORDINARY_DAY + timedelta(weeks=weeks)) as town:
            names.append({str(e["UID"]) for e in _events(town) if "RRULE" in e})
    assert names[0] == names[1]
