"""An event that says that it has moved is the one that others still announce."""

from datetime import UTC, datetime

import pytest

from aggregator.model.facts import Status
from aggregator.model.item_json import item_from_json
from aggregator.stories.group import group
from aggregator.stories.moves import tells_of_move

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def item(number, source, title, starts, venue="Harris Library", **facts):
    said = {
        "id": f"i{number}",
        "source": source,
        "kind": "event",
        "title": title,
        "starts": f"{starts}:00+00:00",
        "venue": venue,
        "timezone": "Europe/London",
    }
    return item_from_json({**said, **facts})


def stories(*items):
    return [placement.story for _, placement in group(items, NOW)]


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Author fair - NEW VENUE", None),
        ("Author fair", "Moved from 2 December."),
        ("Gohiriwyd: Ffair awduron", None),
    ],
)
def test_a_title_or_a_text_tells_of_a_move(title, summary):
    facts = {} if summary is None else {"summary": summary}
    assert tells_of_move(item(1, "a", title, "2026-12-02T10:00", **facts))


def test_a_postponed_event_has_moved_and_another_has_not():
    kept = item(1, "a", "Author fair", "2026-12-02T10:00")
    assert not tells_of_move(kept)
    postponed = item(1, "a", "Fair", "2026-12-02T10:00", status="postponed")
    assert postponed.status is Status.POSTPONED
    assert tells_of_move(postponed)


def test_another_source_that_gives_the_new_date_tells_of_the_same_thing():
    old = item(1, "council", "Orchard wassail", "2026-12-05T15:00")
    new = item(2, "hub", "Orchard wassail - NEW DATE", "2026-12-10T15:00")
    assert len(set(stories(old, new))) == 1


def test_the_same_title_on_another_day_that_tells_of_no_move_is_another_thing():
    one = item(1, "council", "Orchard wassail", "2026-12-05T15:00")
    other = item(2, "hub", "Orchard wassail", "2026-12-10T15:00")
    assert len(set(stories(one, other))) == 2


def test_who_names_its_old_venue_is_the_event_that_was_to_be_there():
    old = item(1, "paper", "Local author fair", "2026-12-05T11:00")
    new = item(
        2,
        "council",
        "Local author fair - new venue",
        "2026-12-05T11:00",
        venue="Guild Hall",
        summary="Moved from Harris Library.",
    )
    assert len(set(stories(old, new))) == 1


def test_a_second_source_that_has_the_old_time_still_joins_what_has_moved():
    page = "https://cressdale.example/events/lost-railways"
    title = "Lost railways of the Dale"
    first = item(1, "library", title, "2027-01-26T14:00", url=page)
    moved = item(2, "library", f"{title} (now 2.30pm)", "2027-01-26T14:30", url=page)
    other = item(3, "society", f"Brian Shale: {title}", "2027-01-26T14:00")
    assert len(set(stories(first, moved, other))) == 1


def test_what_comes_every_month_is_one_story_and_next_seasons_another():
    dates = ("2026-12-05", "2027-01-02", "2027-03-06")
    first, second, spring = (
        item(number, "council", "Makers' Market", f"{day}T10:00")
        for number, day in enumerate(dates)
    )
    assert stories(first, second, spring) == ["s1", "s1", "s2"]


def test_the_same_item_again_is_its_story_whatever_has_changed():
    first = item(1, "hub", "Orchard wassail", "2026-12-05T15:00")
    again = item(1, "hub", "Winter singing", "2027-02-11T18:00", venue="Guild Hall")
    assert len(set(stories(first, again))) == 1
