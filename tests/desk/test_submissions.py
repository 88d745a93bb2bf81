from datetime import timedelta

import pytest

from aggregator.desk import cards, queue, submissions
from aggregator.desk.cards import Filters
from aggregator.desk.decision import Decision
from aggregator.desk.submissions import Submission
from aggregator.model.council import Account, Council, Person, Role
from aggregator.model.draft import State
from aggregator.model.errors import ConflictError, NotAllowedError, RefusedError
from tests.builders import NOW

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
CLEO = Person(
    id=3, name="Cleo", role=Role.CONTRIBUTOR, has_password=False, created_at=NOW
)
DAN = Person(
    id=4, name="Dan", role=Role.CONTRIBUTOR, has_password=False, created_at=NOW
)
COUNCIL = Council(name="Ambleford", accounts=(Account(network="x"),))
TEXT = "The new jigsaw library is open at Burley, every Tuesday morning."


def hand_in(database, **named):
    submission = Submission(text=TEXT, **named)
    return submissions.submit(database, COUNCIL, CLEO, submission, NOW)[0]


def seen(database, draft, person=EDITOR, now=NOW):
    revision = cards.one(database, draft.id, now).draft.revision
    return Decision(person=person, draft=draft.id, revision=revision, now=now)


def waiting(database, now=NOW, *, put_aside=False):
    page = cards.page(database, Filters(put_aside=put_aside), now)
    return [card.draft.id for card in page.cards]


def test_what_a_colleague_hands_in_waits_for_an_editor_and_shows_who_brought_it(
    database,
):
    draft = hand_in(database, useful_until=NOW + timedelta(days=2))
    assert waiting(database) == [draft.id]
    assert draft.why == "Handed in by Cleo"
    assert [one.id for one in submissions.brought_by(database, CLEO)] == [draft.id]
    assert submissions.brought_by(database, DAN) == ()


def test_who_is_asked_for_changes_answers_and_the_draft_is_back_in_the_queue(
    database,
):
    draft = hand_in(database)
    submissions.ask(database, seen(database, draft), "Which Tuesday is the first?")
    assert waiting(database) == []
    assert waiting(database, put_aside=True) == [draft.id]
    said = submissions.said_of(database, draft.id)
    assert [(one.who, one.text) for one in said] == [
        ("Ada", "Which Tuesday is the first?")
    ]
    submissions.change(database, seen(database, draft, CLEO), TEXT + " From 1 Dec.")
    assert waiting(database) == [draft.id]


def test_nobody_changes_or_comments_on_what_somebody_else_handed_in(database):
    draft = hand_in(database)
    with pytest.raises(NotAllowedError):
        submissions.change(database, seen(database, draft, DAN), "mine")
    with pytest.raises(NotAllowedError):
        submissions.comment(database, DAN, draft.id, "nice", NOW)
    submissions.comment(
        database, CLEO, draft.id, "The poster is in the shared folder", NOW
    )
    assert len(submissions.said_of(database, draft.id)) == 1


def test_an_author_and_an_editor_never_overwrite_each_other(database):
    draft = hand_in(database)
    stale = seen(database, draft, CLEO)
    queue.edit(database, seen(database, draft), "Ada's words")
    with pytest.raises(ConflictError, match="Ada changed"):
        submissions.change(database, stale, "Cleo's words")


@pytest.mark.parametrize("text", [" \n", "a" * 50_000])
def test_nothing_and_a_book_are_not_handed_in(database, text):
    with pytest.raises(RefusedError):
        submissions.submit(database, COUNCIL, CLEO, Submission(text=text), NOW)


def test_what_is_over_is_not_handed_in(database):
    with pytest.raises(RefusedError, match="past"):
        hand_in(database, useful_until=NOW - timedelta(hours=1))


def test_a_draft_put_aside_is_back_when_its_time_has_come(database):
    draft = hand_in(database)
    tomorrow = NOW + timedelta(hours=20)
    queue.snooze(database, seen(database, draft), tomorrow)
    assert waiting(database) == []
    assert cards.page(database, Filters(), NOW).resting == 1
    assert waiting(database, tomorrow) == [draft.id]
    assert cards.page(database, Filters(), tomorrow).resting == 0


def test_a_draft_put_aside_is_taken_up_again_by_hand(database):
    draft = hand_in(database)
    queue.snooze(database, seen(database, draft), NOW + timedelta(days=1))
    queue.snooze(database, seen(database, draft), None)
    assert waiting(database) == [draft.id]


def test_nothing_is_put_aside_for_longer_than_it_is_of_use(database):
    draft = hand_in(database, useful_until=NOW + timedelta(hours=5))
    with pytest.raises(RefusedError, match="By then it is over"):
        queue.snooze(database, seen(database, draft), NOW + timedelta(days=1))


def test_what_was_put_aside_can_be_approved_and_rests_no_more(database):
    draft = hand_in(database)
    queue.snooze(database, seen(database, draft), NOW + timedelta(days=1))
    moved = queue.approve(database, seen(database, draft))
    assert moved.state is State.APPROVED
    assert cards.page(database, Filters(), NOW).resting == 0


def test_a_search_finds_words_in_any_order_whatever_their_capitals_and_accents(
    database,
):
    draft = hand_in(database)
    found = cards.page(database, Filters(search="BÜRLEY jigsaw"), NOW)
    assert [card.draft.id for card in found.cards] == [draft.id]
    queue.edit(database, seen(database, draft), "Other words altogether")
    assert not cards.page(database, Filters(search="jigsaw"), NOW).cards


def test_the_same_form_is_handed_in_once_however_often_it_is_sent(database):
    """A double press, the back button, a telephone that did not hear the answer."""
    form = Submission(text=TEXT, key="a" * 32)
    assert len(submissions.submit(database, COUNCIL, CLEO, form, NOW)) == 1
    later = NOW + timedelta(days=1)
    assert submissions.submit(database, COUNCIL, CLEO, form, later) == ()
    assert len(submissions.submit(database, COUNCIL, DAN, form, NOW)) == 1
    assert len(submissions.brought_by(database, CLEO)) == 1


def test_what_is_refused_may_be_sent_again_in_the_same_form(database):
    over = Submission(text=TEXT, key="a" * 32, useful_until=NOW)
    with pytest.raises(RefusedError, match="past"):
        submissions.submit(database, COUNCIL, CLEO, over, NOW)
    form = Submission(text=TEXT, key="a" * 32)
    assert len(submissions.submit(database, COUNCIL, CLEO, form, NOW)) == 1
