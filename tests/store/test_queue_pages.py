"""Pages of drafts follow on without gaps, whatever happens in between."""

from datetime import timedelta
from itertools import chain

import pytest

from aggregator.model.draft import State
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.store import draft_words, drafts
from tests.builders import NOW
from tests.store.steps import add_draft, move

HOUR = timedelta(hours=1)
WAITING = [State.WAITING]


def pages(connection, **named):
    """The numbers of every page, one list a page."""
    found, after = [], None
    while True:
        page = drafts.page(
            connection, **{"states": WAITING, "limit": 3, **named}, after=after
        )
        found.append([draft.id for draft in page.drafts])
        if page.next is None:
            return found
        after = page.next


def test_an_empty_queue_has_one_empty_page(connection):
    assert pages(connection) == [[]]


def test_the_most_urgent_comes_first_and_what_is_always_useful_last(connection):
    always = add_draft(connection)
    late = add_draft(connection, useful_until=NOW + 9 * HOUR)
    soon = add_draft(connection, useful_until=NOW + HOUR)
    same = add_draft(connection, useful_until=NOW + HOUR)
    assert pages(connection) == [[soon, same, late], [always]]


def test_a_full_last_page_promises_no_further_one(connection):
    for _ in range(3):
        add_draft(connection)
    assert len(pages(connection)) == 1


def test_decided_drafts_come_with_the_newest_decision_first(connection):
    numbers = [add_draft(connection) for _ in range(5)]
    for hours, number in enumerate(numbers):
        move(connection, number, State.REJECTED, now=NOW + hours * HOUR)
    found = pages(connection, states=[State.REJECTED])
    assert found == [numbers[:1:-1], numbers[1::-1]]


def test_several_states_are_one_list(connection):
    numbers = [add_draft(connection) for _ in range(8)]
    targets = [State.REJECTED, State.APPROVED, State.WITHDRAWN, State.APPROVED]
    for hours, (number, to) in enumerate(zip(numbers, 2 * targets, strict=True)):
        move(connection, number, to, now=NOW + hours * HOUR)
    states = [State.APPROVED, State.REJECTED, State.APPROVED]
    found = [number for page in pages(connection, states=states) for number in page]
    assert found == [8, 6, 5, 4, 2, 1]


def test_what_is_decided_meanwhile_shifts_no_page(connection):
    numbers = [add_draft(connection) for _ in range(6)]
    first = drafts.page(connection, states=WAITING, limit=3)
    move(connection, numbers[0], State.APPROVED)
    second = drafts.page(connection, states=WAITING, limit=3, after=first.next)
    assert [draft.id for draft in second.drafts] == numbers[3:]


def test_one_kind_alone(connection):
    job = add_draft(connection, kind=Kind.JOB)
    add_draft(connection)
    assert pages(connection, kind=Kind.JOB) == [[job]]


def test_searching_takes_words_as_they_are(connection):
    found = add_draft(connection, text="50% off at the Café_Club")
    add_draft(connection, text="500 off at the CafeXClub")
    assert pages(connection, search="50% OFF") == [[found]]
    assert pages(connection, search="_club") == [[found]]


@pytest.mark.parametrize("few", [0, 1, 5_000])
def test_what_few_have_and_what_many_have_is_found_alike(connection, monkeypatch, few):
    monkeypatch.setattr(draft_words, "FEW", few)
    chess = [add_draft(connection, text=f"Chess in the café {n}") for n in range(3)]
    add_draft(connection, text="Lego club")
    assert [*chain(*pages(connection, search="CAFE chess"))] == chess
    assert pages(connection, search="chess 2") == [[chess[2]]]
    assert pages(connection, search="chess lego") == [[]]


@pytest.mark.parametrize("after", ["", "x", "1.2.3", "1", "9" * 40 + ".1", "-1.x"])
def test_a_place_that_no_page_gave_is_refused(connection, after):
    with pytest.raises(RefusedError, match="no such page"):
        drafts.page(connection, states=WAITING, after=after)
