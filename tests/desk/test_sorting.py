"""Merges and splits by an editor, and the polls after them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.desk import sorting
from aggregator.desk.sorting import Sorter
from aggregator.model.council import Person, Role
from aggregator.model.draft import State
from aggregator.model.errors import NotAllowedError, NotFoundError, RefusedError
from aggregator.run.placing import place_items
from aggregator.store import audit, drafts, stories
from aggregator.store.of_story import drafts_of, items_of
from tests.builders import NOW, an_item
from tests.store.steps import add_draft, move

ADA = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
SORTER = Sorter(person=ADA, now=NOW)
HERE = an_item()
THERE = an_item(
    id="blog-7",
    source="blog",
    url="https://blog.example.org/storytime",
    summary="Stories for the little ones.",
)
OTHER = an_item(
    id="jobs-1",
    source="jobs",
    title="Knit and natter",
    url="https://example.org/knit",
    starts=HERE.starts + timedelta(days=9),
)


def place(database, *items):
    with database.transaction() as connection:
        place_items(connection, items, NOW)
        found = stories.known(connection, [item.id for item in items])
    return [found[item.id] for item in items]


def load(database, story):
    with database.reading() as connection:
        return stories.load(connection, story)


def test_what_an_editor_split_stays_apart_at_every_later_poll(database):
    one, same = place(database, HERE, THERE)
    assert one == same
    other = sorting.split(database, SORTER, one, {THERE.id})
    assert place(database, HERE, THERE) == [one, other]
    changed = replace(THERE, summary="Stories for toddlers.")
    assert place(database, HERE, changed) == [one, other]
    assert [item.id for item in load(database, other).items] == [THERE.id]
    with database.reading() as connection:
        assert items_of(connection, other)[0].reason == sorting.PUT_APART

    # The same announced under another identity stays apart, too.
    again = replace(THERE, id="blog-8")
    assert place(database, again)[0] == other
    assert place(database, HERE)[0] == one


def test_what_an_editor_merged_stays_together(database):
    one, other = place(database, HERE, OTHER)
    assert one != other
    sorting.merge(database, SORTER, one, other)
    assert place(database, HERE, OTHER) == [one, one]
    assert {item.id for item in load(database, one).items} == {HERE.id, OTHER.id}
    with pytest.raises(NotFoundError):
        load(database, other)


def test_the_later_word_counts(database):
    one, _ = place(database, HERE, THERE)
    other = sorting.split(database, SORTER, one, {THERE.id})
    sorting.merge(database, SORTER, one, other)
    assert place(database, HERE, THERE) == [one, one]
    apart = sorting.split(database, SORTER, one, {THERE.id})
    assert place(database, HERE, THERE) == [one, apart]


def test_drafts_come_along_and_none_is_there_twice(database):
    one, other = place(database, HERE, OTHER)
    with database.transaction() as connection:
        kept = add_draft(connection, story=one)
        doubled = add_draft(connection, story=other)
        elsewhere = add_draft(connection, story=other, network="mastodon")
    sorting.merge(database, SORTER, one, other)
    with database.reading() as connection:
        states = {draft.id: draft.state for draft in drafts_of(connection, one)}
        assert drafts.counts(connection)[State.WITHDRAWN] == 1
    assert states == {
        kept: State.WAITING,
        doubled: State.WITHDRAWN,
        elsewhere: State.WAITING,
    }


def test_what_was_posted_about_the_other_story_is_still_known(database):
    one, other = place(database, HERE, OTHER)
    with database.transaction() as connection:
        add_draft(connection, story=one)
        posted = add_draft(connection, story=other)
        move(connection, posted, State.APPROVED)
        move(connection, posted, State.PUBLISHED)
    sorting.merge(database, SORTER, one, other)
    with database.reading() as connection:
        found = {draft.id: draft for draft in drafts_of(connection, one)}
    assert found[posted].state is State.PUBLISHED


def test_it_is_written_down_who_did_it(database):
    one, _ = place(database, HERE, THERE)
    other = sorting.split(database, SORTER, one, {THERE.id})
    sorting.merge(database, SORTER, one, other)
    with database.reading() as connection:
        lines = audit.read(connection, subject=f"story {one}", limit=9)
    assert [(line.who, line.what) for line in lines] == [
        ("Ada", "merge"),
        ("Ada", "split"),
    ]


@pytest.mark.parametrize("chosen", [set(), {HERE.id, THERE.id}, {"nobody"}])
def test_a_split_needs_two_parts(database, chosen):
    one, _ = place(database, HERE, THERE)
    with pytest.raises(RefusedError, match="choose some"):
        sorting.split(database, SORTER, one, chosen)
    assert len(load(database, one).items) == 2


def test_a_colleague_may_look_only(database):
    one, other = place(database, HERE, OTHER)
    bob = Sorter(person=replace(ADA, role=Role.CONTRIBUTOR), now=NOW)
    with pytest.raises(NotAllowedError):
        sorting.merge(database, bob, one, other)
    with pytest.raises(NotAllowedError):
        sorting.split(database, bob, one, {HERE.id})


def test_stories_that_share_something_are_offered(database):
    nearly = an_item(
        id="x-1",
        source="x",
        title="Storytime at Ambleford Library",
        url=None,
        starts=HERE.starts + timedelta(days=40),
        summary="Another one.",
    )
    one, other = place(database, HERE, nearly)
    assert one != other
    assert other in [found.id for found in sorting.alike(database, load(database, one))]
