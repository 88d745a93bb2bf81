from datetime import date, timedelta

import pytest

from aggregator.model.facts import Kind, Status
from aggregator.stories.group import group
from aggregator.stories.keys import keys
from aggregator.stories.match import compare, place
from aggregator.stories.merge import merge
from tests.builders import NOW, a_story, an_item

HUB = "https://hub.example.com/e/77"


def event(item_id, **named):
    return an_item(
        **{"id": item_id, "source": f"source-{item_id}", "url": None, **named}
    )


def together(one, other):
    return compare(one, other).same is True and compare(other, one).same is True


def test_one_event_worded_differently_is_one_story_and_says_why():
    other = event("2", title="Storytime", venue="Ambleford Library, High St", url=HUB)
    placement = place(other, [a_story()])
    assert placement.story == "s1"
    assert placement.reason == "same start and venue, titles 100% alike"


@pytest.mark.parametrize(
    "named",
    [
        {"title": "STORYTIME AT AMBLEFORD LIBRARY"},
        {"title": "Event: Story time"},
        {"title": "CANCELLED: Storytime", "status": Status.CANCELLED},
        {"starts": date(2026, 11, 28)},
        {"venue": None},
        {"title": "Event"},
    ],
)
def test_the_same_event_joins(named):
    assert together(an_item(), event("2", **named))


@pytest.mark.parametrize(
    "named",
    [
        {"starts": NOW + timedelta(days=5, hours=5, minutes=30)},
        {"venue": "Thornby Library"},
        {"venue": None, "title": "Storytime"},
        {"title": "Knitting circle", "summary": None},
        {"kind": Kind.NEWS},
        {"starts": NOW + timedelta(days=6, hours=1, minutes=30)},
    ],
)
def test_another_session_branch_or_thing_stays_apart(named):
    assert not together(an_item(), event("2", **named))


def test_a_recurring_event_is_one_story_with_its_dates():
    items = [
        event(str(week), source="a", starts=an_item().starts + timedelta(weeks=week))
        for week in range(6)
    ]
    placed = group(items, NOW)
    assert {placement.story for _, placement in placed} == {"s1"}
    assert len(merge("s1", items, NOW).dates) == 6


def test_a_shared_list_page_is_no_identity():
    shared = "https://example.org/whats-on"
    one = an_item(url=shared)
    other = event("2", url=shared, title="Chess tournament", summary=None)
    assert not together(one, other)


def test_an_event_moved_to_another_day_at_its_own_address_stays_one():
    moved = an_item(id="2", starts=an_item().starts + timedelta(days=3))
    assert together(an_item(), moved)


JOB = {
    "kind": Kind.JOB,
    "title": "Library Assistant",
    "employer": "Ambleford Council",
    "starts": None,
    "venue": None,
    "summary": None,
    "closes": date(2026, 12, 18),
}


def test_a_vacancy_on_two_boards_is_one():
    assert together(event("1", **JOB), event("2", **JOB))


@pytest.mark.parametrize(
    "named",
    [
        {"title": "Senior Library Assistant"},
        {"closes": date(2027, 1, 8)},
        {"employer": "Thornby Council"},
    ],
)
def test_another_vacancy_stays_apart(named):
    assert not together(event("1", **JOB), event("2", **{**JOB, **named}))


def test_part_time_and_full_time_are_two_vacancies():
    one = event("1", **{**JOB, "title": "Library Assistant (part-time)"})
    other = event("2", **{**JOB, "title": "Library Assistant (full time)"})
    assert not together(one, other)


def test_references_decide():
    one = event("1", **{**JOB, "title": "Library Assistant (Ref: LIB123)"})
    other = event("2", **{**JOB, "title": "Library Assistant (Ref: LIB124)"})
    same = event("3", **{**JOB, "title": "Assistant, library, ref LIB123"})
    assert not together(one, other)
    assert together(one, same)


def test_news_is_one_by_its_text():
    news = {"kind": Kind.NEWS, "starts": None, "venue": None, "published": NOW}
    text = "The mobile library will call at eleven more villages from January onwards."
    one = event("1", **news, title="New mobile library stops announced", summary=text)
    other = event("2", **news, title="Mobile library: new stops", summary=text)
    far = event("3", **{**news, "published": NOW + timedelta(days=90)}, title=one.title)
    assert together(one, other)
    assert not together(one, far)


def test_two_shops_of_a_chain_are_two():
    shop = {"kind": Kind.BUSINESS, "starts": None, "venue": None, "summary": None}
    one = event(
        "1", **shop, title="Bean Street Coffee", address="4 High Street, PR1 2AB"
    )
    other = event(
        "2", **shop, title="Bean Street Coffee", address="9 Station Road, LA1 1AA"
    )
    assert not together(one, other)
    assert together(
        one, event("3", **shop, title="Bean Street Coffee Ltd", address=one.address)
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_keys_are_few_and_short(kind):
    found = keys(an_item(kind=kind, identifier="i" * 500))
    assert len(found) <= 20
    assert all(0 <= key < 2**32 for key in found)


def test_what_is_like_nothing_is_new():
    assert place(an_item(), []).story is None
