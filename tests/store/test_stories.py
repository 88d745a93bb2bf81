"""Stories are kept with their items, found by keys, and wait for a draft."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.model.draft import State
from aggregator.model.errors import NotFoundError
from aggregator.model.facts import Kind
from aggregator.store import drafts, stories
from tests.builders import NOW, a_story, an_item
from tests.store.steps import add_draft, move, save

DAY = timedelta(days=1)


def test_a_story_comes_back_as_it_was_saved(connection):
    items = (an_item(id="b"), an_item(id="a", source="news", tags=("art",)))
    story = a_story(items=items, tags=("free",))
    save(connection, story)
    assert stories.load(connection, "s1") == story


def test_a_story_that_is_not_there_is_not_found(connection):
    with pytest.raises(NotFoundError, match="s99"):
        stories.load(connection, "s99")


def test_saving_again_changes_it_in_place(connection):
    story = a_story()
    save(connection, story)
    grown = replace(
        story, title="Storytime and crafts", items=(*story.items, an_item(id="2"))
    )
    save(connection, grown, now=NOW + DAY)
    assert stories.load(connection, "s1") == grown
    found = {seen.item.id: seen for seen in stories.seen(connection, None, 10)}
    assert found["whats-on-1"].first_seen == NOW
    assert found["2"].first_seen == NOW + DAY


def test_a_story_keeps_when_it_was_first_seen(connection):
    story = a_story(first_seen=NOW - DAY)
    save(connection, story)
    assert stories.load(connection, "s1").first_seen == NOW - DAY


def test_why_an_item_joined_is_kept_when_it_is_saved_again(connection):
    story = a_story()
    save(connection, story, reasons={"whats-on-1": "the same address"})
    save(connection, story)
    assert stories.seen(connection, None, 1)[0].reason == "the same address"


def test_known_items_name_their_story(connection):
    save(connection, a_story())
    found = stories.known(connection, ["whats-on-1", "unknown"])
    assert found == {"whats-on-1": "s1"}
    assert stories.known(connection, []) == {}


def test_ids_are_never_given_twice(database):
    given = []
    for _ in range(3):
        with database.transaction() as connection:
            given += [stories.next_id(connection), stories.next_id(connection)]
    assert len(set(given)) == 6
    assert given[0].startswith("s")


def test_items_seen_again_say_when(connection):
    save(connection, a_story())
    stories.touch_items(connection, ["whats-on-1"], NOW + DAY)
    (seen,) = stories.seen(connection, None, 10)
    assert (seen.first_seen, seen.last_seen) == (NOW, NOW + DAY)
    assert seen.story == "s1"


def test_items_are_shown_newest_first_a_page_at_a_time(connection):
    for number in range(7):
        source = "news" if number % 2 else "whats-on"
        item = an_item(id=f"i{number}", source=source)
        story = a_story(id=f"s{number}", items=(item,))
        save(connection, story, now=NOW + number // 3 * DAY)
    pages, after = [], None
    while found := stories.seen(connection, None, 3, after):
        pages += [seen.item.id for seen in found]
        after = pages[-1]
    assert pages == ["i6", "i5", "i4", "i3", "i2", "i1", "i0"]
    news = stories.seen(connection, "news", 10)
    assert [seen.item.id for seen in news] == ["i5", "i3", "i1"]
    with pytest.raises(NotFoundError):
        stories.seen(connection, None, 3, "nothing")


def test_a_story_awaits_a_draft_for_each_network(connection):
    story = a_story()
    save(connection, story)
    assert stories.undrafted(connection, "x", NOW, 10) == (story,)
    add_draft(connection, story="s1", network="x")
    assert stories.undrafted(connection, "x", NOW, 10) == ()
    assert stories.undrafted(connection, "mastodon", NOW, 10) == (story,)


def test_a_rejected_story_does_not_come_back(connection):
    save(connection, a_story())
    number = add_draft(connection, story="s1")
    move(connection, number, State.REJECTED)
    assert stories.undrafted(connection, "x", NOW, 10) == ()


def test_a_story_that_is_over_awaits_nothing(connection):
    save(connection, a_story())
    assert stories.undrafted(connection, "x", NOW + 30 * DAY, 10) == ()


def test_no_kind_starves_another(connection):
    for number in range(6):
        item = an_item(id=f"e{number}")
        starts = NOW + (6 - number) * DAY
        story = a_story(id=f"e{number}", items=(item,), starts=starts, dates=(starts,))
        save(connection, story)
        news = a_story(
            id=f"n{number}",
            kind=Kind.NEWS,
            items=(an_item(id=f"n{number}", kind=Kind.NEWS),),
            published=NOW - number * DAY,
        )
        save(connection, news)
    found = [story.id for story in stories.undrafted(connection, "x", NOW, 2)]
    assert found == ["e5", "e4", "n0", "n1"]


def test_stories_with_open_drafts(connection):
    for number in range(4):
        save(connection, a_story(id=f"s{number}", items=(an_item(id=f"i{number}"),)))
    waiting = add_draft(connection, story="s0")
    add_draft(connection, story="s0", network="mastodon")
    approved = add_draft(connection, story="s1")
    rejected = add_draft(connection, story="s2")
    add_draft(connection, story=None)
    move(connection, approved, State.APPROVED)
    move(connection, rejected, State.REJECTED)
    found = stories.with_open_drafts(connection)
    assert [story.id for story in found] == ["s0", "s1"]
    assert [draft.id for draft in drafts.open_of(connection, "s0")] == [
        waiting,
        waiting + 1,
    ]
    assert drafts.open_of(connection, "s2") == ()
