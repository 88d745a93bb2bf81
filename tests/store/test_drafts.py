"""A draft is added once, and changed only by whoever saw it as it is."""

from datetime import timedelta
from itertools import product

import pytest

from aggregator.model.draft import MOVES, State
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from aggregator.store import audit, drafts
from tests.builders import NOW, a_story
from tests.store.steps import add_draft, move, save, words

LATER = NOW + timedelta(hours=2)


def in_state(connection, state):
    """A draft that was led to a state by allowed moves."""
    number = add_draft(connection)
    paths = {State.PUBLISHED: [State.APPROVED, State.PUBLISHED], State.WAITING: []}
    for step in paths.get(state, [state]):
        move(connection, number, step)
    return number


def test_a_draft_comes_back_as_it_was_added(connection):
    save(connection, a_story())
    number = add_draft(
        connection,
        story="s1",
        link="https://example.org",
        image="https://example.org/a.png",
        image_alt="Children",
        useful_until=LATER,
    )
    draft = drafts.load(connection, number)
    assert (draft.id, draft.story, draft.network) == (number, "s1", "x")
    assert (draft.state, draft.revision) == (State.WAITING, 1)
    assert draft.text == draft.composed == words().text
    assert (draft.useful_until, draft.created_at) == (LATER, NOW)
    assert (draft.image_alt, draft.link) == ("Children", "https://example.org")
    assert (draft.decided_at, draft.decided_by, draft.reason) == (None, None, None)


def test_a_story_has_one_draft_for_each_network_and_purpose(connection):
    save(connection, a_story())
    assert add_draft(connection, story="s1") is not None
    assert add_draft(connection, story="s1", text="other words") is None
    assert add_draft(connection, story="s1", network="mastodon") is not None
    assert add_draft(connection, story="s1", purpose="remind") is not None
    assert drafts.counts(connection)[State.WAITING] == 3


def test_colleagues_may_write_as_many_as_they_like(connection):
    assert add_draft(connection) != add_draft(connection)


def test_a_draft_keeps_the_story_as_it_was(connection):
    save(connection, a_story())
    told = a_story(title="As it was")
    number = add_draft(connection, story="s1", basis=told)
    assert drafts.basis(connection, number) == told
    assert drafts.basis(connection, add_draft(connection)) is None


def test_a_draft_that_is_not_there_is_not_found(connection):
    with pytest.raises(NotFoundError, match="99"):
        drafts.load(connection, 99)
    with pytest.raises(NotFoundError, match="99"):
        drafts.edit(connection, 99, revision=1, text="x", by="Ann", now=NOW)


def test_a_decision_says_who_when_and_why(connection):
    number = add_draft(connection)
    draft = drafts.move(
        connection,
        number,
        revision=1,
        to=State.REJECTED,
        by="Ann",
        reason="not for us",
        now=LATER,
    )
    assert draft == drafts.load(connection, number)
    assert (draft.state, draft.revision) == (State.REJECTED, 2)
    assert (draft.decided_by, draft.decided_at) == ("Ann", LATER)
    assert draft.reason == "not for us"


def test_a_draft_that_waits_again_is_decided_by_nobody(connection):
    number = in_state(connection, State.APPROVED)
    draft = move(connection, number, State.WAITING, reason="starts changed")
    assert (draft.decided_by, draft.decided_at) == (None, None)
    assert draft.reason == "starts changed"


@pytest.mark.parametrize(
    ("state", "to"),
    [(state, to) for state, to in product(State, State) if to not in MOVES[state]],
)
def test_a_move_that_is_not_allowed_is_refused(connection, state, to):
    number = in_state(connection, state)
    before = drafts.counts(connection)
    with pytest.raises(RefusedError, match=f"Draft {number} cannot become {to}"):
        move(connection, number, to)
    assert drafts.load(connection, number).state is state
    assert drafts.counts(connection) == before


@pytest.mark.parametrize(
    ("state", "to"), [(state, to) for state in State for to in MOVES[state]]
)
def test_an_allowed_move_moves_the_counts_with_it(connection, state, to):
    number = in_state(connection, state)
    assert move(connection, number, to).state is to
    expected = dict.fromkeys(State, 0) | {to: 1}
    assert drafts.counts(connection) == expected


def test_whoever_saw_an_older_revision_is_told_who_changed_it(connection):
    number = add_draft(connection)
    drafts.edit(connection, number, revision=1, text="new", by="Ann", now=LATER)
    with pytest.raises(ConflictError) as conflict:
        drafts.move(
            connection,
            number,
            revision=1,
            to=State.APPROVED,
            by="Bob",
            reason=None,
            now=LATER,
        )
    assert f"Ann changed draft {number} after you opened it" in str(conflict.value)
    with pytest.raises(ConflictError):
        drafts.edit(connection, number, revision=1, text="mine", by="Bob", now=LATER)
    assert drafts.load(connection, number).text == "new"


def test_an_edit_keeps_what_we_composed(connection):
    number = add_draft(connection)
    draft = drafts.edit(
        connection, number, revision=1, text="Come along!", by="Ann", now=LATER
    )
    assert (draft.text, draft.composed) == ("Come along!", words().text)
    assert draft.revision == 2


@pytest.mark.parametrize("state", [state for state in State if state != State.WAITING])
def test_only_what_waits_is_edited_or_written_anew(connection, state):
    number = in_state(connection, state)
    revision = drafts.load(connection, number).revision
    with pytest.raises(RefusedError, match="not waiting"):
        drafts.edit(connection, number, revision=revision, text="x", by="Ann", now=NOW)
    with pytest.raises(RefusedError, match="not waiting"):
        drafts.recompose(
            connection, number, revision=revision, composed=words(), now=NOW
        )


def test_a_changed_story_is_told_in_new_words(connection):
    number = add_draft(connection)
    told = a_story(title="New title")
    draft = drafts.recompose(
        connection,
        number,
        revision=1,
        composed=words(text="New words", useful_until=LATER),
        basis=told,
        now=LATER,
    )
    assert draft.text == draft.composed == "New words"
    assert (draft.useful_until, draft.revision) == (LATER, 2)
    assert drafts.basis(connection, number) == told


def test_what_a_person_wrote_is_never_overwritten(connection):
    number = add_draft(connection)
    drafts.edit(connection, number, revision=1, text="mine", by="Ann", now=NOW)
    with pytest.raises(RefusedError, match="edited by a person"):
        drafts.recompose(connection, number, revision=2, composed=words(), now=NOW)
    assert drafts.load(connection, number).text == "mine"


def test_drafts_that_nobody_handed_in_are_counted_since_a_moment(connection):
    save(connection, a_story())
    add_draft(connection, story="s1", now=LATER)
    add_draft(connection, now=LATER, by="Ben")
    assert drafts.added_since(connection, "x", NOW) == 1
    assert drafts.added_since(connection, "x", LATER) == 0
    assert drafts.added_since(connection, "mastodon", NOW) == 0


def test_recent_texts_are_those_approved_or_out(connection):
    for state in State:
        number = in_state(connection, state)
        revision = drafts.load(connection, number).revision
        if state is State.WAITING:
            drafts.edit(
                connection, number, revision=revision, text="wait", by="A", now=NOW
            )
    assert len(drafts.recent_texts(connection, NOW - timedelta(days=1))) == 2
    assert drafts.recent_texts(connection, NOW) == ()


def test_the_history_of_a_draft_is_its_lines_of_the_audit(connection):
    for subject in ("draft 1", "draft 12", "draft 1"):
        audit.write(
            connection,
            who="Ann",
            what="edit",
            subject=subject,
            before=None,
            after=None,
            now=NOW,
        )
    assert [line.id for line in drafts.history(connection, 1)] == [3, 1]
