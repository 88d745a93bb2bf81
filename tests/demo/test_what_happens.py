from datetime import date, datetime, timedelta

import pytest

from aggregator.model.facts import Kind, Status
from aggregator.stories.group import group
from tests.demo.ambleford import AN_ORDINARY_DAY, CLOCKS, LONDON, ambleford


@pytest.fixture(scope="module", params=CLOCKS.values(), ids=CLOCKS.keys())
def town(request):
    with ambleford(request.param) as served:
        yield served


@pytest.fixture(scope="module")
def items(town):
    return town.items()


def _day(moment: datetime | date) -> date:
    if isinstance(moment, datetime):
        return moment.astimezone(LONDON).date()
    return moment


def _stories(items, now):
    stories = {}
    for item, placement in group(items, now):
        stories.setdefault(placement.story, []).append(item)
    return stories.values()


def test_no_event_lies_in_the_past_and_none_is_years_away(town, items):
    events = [item for item in items if item.kind is Kind.EVENT]
    assert len(events) >= 30
    for event in events:
        assert town.today <= _day(event.starts) <= town.today + timedelta(days=70)
        assert event.ends > event.starts
        assert event.venue


def test_events_keep_the_hours_of_people_whatever_the_clocks_do(items):
    for item in items:
        if item.kind is Kind.EVENT:
            assert 9 <= item.starts.astimezone(LONDON).hour <= 20


def test_no_library_opens_at_christmas(items):
    days = {_day(item.starts) for item in items if item.kind is Kind.EVENT}
    assert not {(day.month, day.day) for day in days} & {(12, 25), (12, 26), (1, 1)}


def test_an_event_is_told_in_three_places_and_makes_one_story(town, items):
    told, worded_apart = 0, 0
    for members in _stories(items, town.now):
        for start in {item.starts for item in members if item.starts}:
            tellings = [item for item in members if item.starts == start]
            if len({item.source for item in tellings}) >= 3:
                told += 1
                worded_apart += len({item.title for item in tellings}) > 1
                assert len({item.venue.split(",")[0] for item in tellings}) == 1
    assert told >= 3
    assert worded_apart >= 3


def test_every_start_that_three_places_tell_of_is_in_one_story(town, items):
    by_page = {}
    for item, placement in group(items, town.now):
        if item.kind is Kind.EVENT:
            by_page.setdefault(
                item.url.rpartition("/")[2].partition("?")[0], set()
            ).add(placement.story)
    assert {page for page, stories in by_page.items() if len(stories) > 1} == set()


def test_baby_bounce_at_two_branches_stays_two_stories(town, items):
    bounces = [
        {item.venue.split(",")[0] for item in members}
        for members in _stories(items, town.now)
        if "baby bounce" in members[0].title.lower()
    ]
    assert len(bounces) == 2
    assert not bounces[0] & bounces[1]


def test_no_story_mixes_two_different_venues(town, items):
    for members in _stories(items, town.now):
        if members[0].kind is Kind.EVENT:
            assert len({item.venue.split(",")[0].split()[0] for item in members}) == 1


def test_something_is_cancelled_and_every_telling_source_says_so(items):
    off = [item for item in items if item.status is Status.CANCELLED]
    assert {"whats-on", "diary"} <= {item.source for item in off}


def test_one_vacancy_has_closed_and_others_are_open(town, items):
    closes = [_day(item.closes) for item in items if item.kind is Kind.JOB]
    assert min(closes) < town.today <= max(closes)
    assert sum(day >= town.today for day in closes) >= 2


def test_a_vacancy_names_its_employer_pay_and_place(items):
    for item in items:
        if item.kind is Kind.JOB:
            assert item.employer
            assert item.salary.startswith("£")
            assert item.venue


def test_news_is_fresh_and_never_from_the_future(town, items):
    published = [item.published for item in items if item.kind is Kind.NEWS]
    assert published
    assert max(published) <= town.now
    assert max(published) > town.now - timedelta(days=3)


def test_nothing_is_published_twice_under_one_title(items):
    for source in ("news", "blog", "businesses"):
        titles = [item.title for item in items if item.source == source]
        assert titles
        assert len(titles) == len(set(titles))


def test_there_is_an_evening_with_a_hashtag(items):
    assert any("#Ambleford" in (item.summary or "") for item in items)


def test_every_item_leads_to_a_page_and_no_address_is_shared_by_two_events(items):
    # The calendar has one address for the whole of a series.
    for source in {item.source for item in items} - {"diary"}:
        urls = [item.url for item in items if item.source == source]
        assert all(urls)
        assert len(urls) == len(set(urls))


def test_the_town_is_the_same_from_morning_to_night():
    morning = AN_ORDINARY_DAY.replace(hour=0, minute=5)
    moments = [morning]
    with ambleford(moments) as town:
        paths = [source.url for source in town.configuration().sources]
        before = {path: town.get(path).content for path in paths}
        moments.append(AN_ORDINARY_DAY.replace(hour=22))
        assert {path: town.get(path).content for path in paths} == before


def test_tomorrow_the_same_events_are_still_on_the_same_dates():
    moments = [AN_ORDINARY_DAY]
    with ambleford(moments) as town:
        today = {item.id: item for item in town.items() if item.kind is Kind.EVENT}
        moments.append(AN_ORDINARY_DAY + timedelta(days=1))
        town.now = moments[-1]
        later = {item.id: item for item in town.items() if item.kind is Kind.EVENT}
    kept = today.keys() & later.keys()
    assert len(kept) > 0.8 * len(today)
    assert all(today[item].starts == later[item].starts for item in kept)


def test_as_weeks_go_by_an_event_is_moved_but_keeps_its_page():
    seen, moved = {}, set()
    for days in range(0, 29, 4):
        with ambleford(AN_ORDINARY_DAY + timedelta(days=days)) as town:
            for item in town.items():
                if item.source != "whats-on":
                    continue
                path = item.url.removeprefix(town.base)
                if seen.setdefault(path, item.starts) != item.starts:
                    moved.add(path)
    assert moved


def test_the_calendars_series_leave_out_what_the_page_leaves_out(town, items):
    starts = {
        source: {
            (item.starts, item.venue.split(",")[0])
            for item in items
            if item.source == source
        }
        for source in ("diary", "whats-on")
    }
    last = max(start for start, _ in starts["whats-on"])
    listed = {one for one in starts["diary"] if one[0] <= last}
    assert listed == starts["whats-on"]


def test_a_series_of_the_calendar_has_exceptions():
    with ambleford(AN_ORDINARY_DAY) as town:
        calendar = town.get("/calendar.ics").text
    assert "RRULE:" in calendar
    assert "EXDATE" in calendar
    assert "STATUS:CANCELLED" in calendar
