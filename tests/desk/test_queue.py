from datetime import date, timedelta

import pytest

from aggregator.desk import cards, holds, queue
from aggregator.desk.browse import history
from aggregator.desk.cards import Filters
from aggregator.desk.decision import Decision
from aggregator.desk.planning import When
from aggregator.drafts.thread import parts
from aggregator.model.check_rules import USUAL, CheckRules, Level, PreElection
from aggregator.model.council import Person, Role
from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import Composed, State
from aggregator.model.errors import ConflictError, NotAllowedError, RefusedError
from aggregator.model.facts import Kind
from aggregator.model.link import LinkLook
from aggregator.run.electing import REASON, hold_back_politics
from aggregator.store import drafts, links, stories
from tests.builders import NOW, a_story

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
OTHER = Person(id=2, name="Bob", role=Role.EDITOR, has_password=False, created_at=NOW)
COLLEAGUE = Person(
    id=3, name="Cleo", role=Role.CONTRIBUTOR, has_password=False, created_at=NOW
)
TEXT = "Storytime at Ambleford Library, Sat 28 Nov, 10:30am https://example.org/s"


def put(database, text=TEXT, story_id="s1", **named):
    story = a_story(id=story_id)
    composed = Composed(
        text=text,
        network="x",
        kind=Kind.EVENT,
        language="en",
        template="event.j2",
        length=70,
        limit=280,
        link="https://example.org/s",
        **named,
    )
    with database.transaction() as connection:
        stories.save(connection, story, {}, {}, NOW)
        return drafts.add(
            connection,
            composed,
            story=story.id,
            purpose="announce",
            why="New event from What's on",
            basis=story,
            now=NOW,
        )


def seen(database, draft, person=EDITOR):
    card = cards.one(database, draft, NOW)
    return Decision(person=person, draft=draft, revision=card.draft.revision, now=NOW)


def test_an_approved_draft_gets_a_delivery_in_the_same_step(database):
    draft = put(database)
    queue.approve(database, seen(database, draft))
    card = cards.one(database, draft, NOW)
    assert card.draft.state is State.APPROVED
    assert card.draft.decided_by == "Ada"
    assert [one.state for one in card.deliveries] == [DeliveryState.READY]


def test_a_colleague_may_not_decide(database):
    draft = put(database)
    decision = seen(database, draft, COLLEAGUE)
    for verb in (queue.approve, queue.undo, queue.not_posted):
        with pytest.raises(NotAllowedError, match="Cleo is a contributor"):
            verb(database, decision)
    with pytest.raises(NotAllowedError):
        queue.reject(database, decision, "not for us")
    with pytest.raises(NotAllowedError):
        queue.edit(database, decision, "mine")
    with pytest.raises(NotAllowedError):
        queue.posted(database, decision, None)
    assert cards.one(database, draft, NOW).draft.state is State.WAITING


def test_the_second_of_two_editors_sees_who_was_first(database):
    draft = put(database)
    stale = seen(database, draft, OTHER)
    queue.edit(database, seen(database, draft), "Ada's words, Sat 28 Nov")
    with pytest.raises(ConflictError, match="Ada"):
        queue.edit(database, stale, "Bob's words, Sat 28 Nov")
    with pytest.raises(ConflictError, match="Ada"):
        queue.approve(database, stale)
    assert cards.one(database, draft, NOW).draft.text == "Ada's words, Sat 28 Nov"


def test_a_double_click_approves_once_and_says_so(database):
    draft = put(database)
    decision = seen(database, draft)
    queue.approve(database, decision)
    with pytest.raises(ConflictError):
        queue.approve(database, decision)
    assert len(cards.one(database, draft, NOW).deliveries) == 1


def test_a_rejection_needs_a_reason_and_can_be_undone(database):
    draft = put(database)
    with pytest.raises(RefusedError, match="needs a reason"):
        queue.reject(database, seen(database, draft), "  ")
    queue.reject(database, seen(database, draft), "not for us")
    assert cards.one(database, draft, NOW).draft.reason == "not for us"
    queue.undo(database, seen(database, draft))
    assert cards.one(database, draft, NOW).draft.state is State.WAITING


def test_undoing_an_approval_takes_the_promise_back(database):
    draft = put(database)
    queue.approve(database, seen(database, draft))
    queue.undo(database, seen(database, draft))
    states = [one.state for one in cards.one(database, draft, NOW).deliveries]
    assert states == [DeliveryState.CANCELLED]
    queue.approve(database, seen(database, draft))
    states = [one.state for one in cards.one(database, draft, NOW).deliveries]
    assert states == [DeliveryState.READY]


def test_posting_by_hand_keeps_the_address_and_a_slip_can_be_taken_back(database):
    draft = put(database)
    queue.approve(database, seen(database, draft))
    address = "https://x.com/AmblefordLibs/status/1"
    queue.posted(database, seen(database, draft), address)
    card = cards.one(database, draft, NOW)
    assert card.draft.state is State.PUBLISHED
    assert card.deliveries[0].address == address
    assert card.deliveries[0].posted_by == "Ada"
    with pytest.raises(RefusedError):
        queue.undo(database, seen(database, draft))
    queue.not_posted(database, seen(database, draft))
    card = cards.one(database, draft, NOW)
    assert card.draft.state is State.APPROVED
    assert card.deliveries[0].state is DeliveryState.READY


def test_what_is_too_long_cannot_be_approved_until_it_is_shorter(database):
    draft = put(database)
    queue.edit(database, seen(database, draft), "words " * 60)
    with pytest.raises(RefusedError, match="cannot be approved yet"):
        queue.approve(database, seen(database, draft))
    queue.edit(database, seen(database, draft), TEXT)
    queue.approve(database, seen(database, draft))


def test_an_edit_keeps_what_we_composed(database):
    draft = put(database)
    queue.edit(database, seen(database, draft), "Hand-made\r\nwords\x07 ")
    card = cards.one(database, draft, NOW)
    assert card.draft.text == "Hand-made\nwords"
    assert card.draft.composed == TEXT


def test_an_edit_keeps_the_lines_that_divide_a_thread(database):
    draft = put(database)
    typed = "One\r\n---\r\nTwo\r\n\r\n ----- \r\nThree\r\n---"
    queue.edit(database, seen(database, draft), typed)
    card = cards.one(database, draft, NOW)
    assert parts(card.draft.text) == ("One", "Two", "Three")
    assert card.measured.length == len("Three")


def test_an_empty_edit_is_refused(database):
    draft = put(database)
    with pytest.raises(RefusedError, match="empty"):
        queue.edit(database, seen(database, draft), " \r\n\t")


def test_every_decision_is_written_down(database):
    draft = put(database)
    queue.edit(database, seen(database, draft), "Other words, Sat 28 Nov")
    queue.reject(database, seen(database, draft), "said already")
    lines = history(database, f"draft {draft}", 10)
    assert [(line.who, line.what, line.after) for line in lines] == [
        ("Ada", "rejected", "said already"),
        ("Ada", "edit", "Other words, Sat 28 Nov"),
    ]


def test_while_on_hold_nothing_is_approved_and_the_draft_still_waits(database):
    draft = put(database)
    holds.hold(database, EDITOR, "period of mourning", NOW)
    with pytest.raises(ConflictError, match="Ada put everything on hold"):
        queue.approve(database, seen(database, draft))
    holds.release(database, OTHER, NOW)
    queue.approve(database, seen(database, draft))


def test_a_hold_needs_a_reason_and_is_one_at_a_time(database):
    with pytest.raises(RefusedError, match="needs a reason"):
        holds.hold(database, EDITOR, " ", NOW)
    holds.hold(database, EDITOR, "incident", NOW)
    with pytest.raises(ConflictError, match="Ada holds the account already"):
        holds.hold(database, OTHER, "me too", NOW)
    assert holds.held(database).reason == "incident"


def test_the_most_urgent_draft_comes_first(database):
    later = put(database, story_id="s1", useful_until=NOW + timedelta(days=9))
    soon = put(database, story_id="s2", useful_until=NOW + timedelta(days=1))
    never = put(database, story_id="s3")
    page = cards.page(database, Filters(), NOW)
    assert [card.draft.id for card in page.cards] == [soon, later, never]
    assert page.counts[State.WAITING] == 3


def test_a_card_says_what_changed_since_it_was_written(database):
    draft = put(database)
    moved = a_story(starts=NOW + timedelta(days=12), dates=(NOW + timedelta(days=12),))
    with database.transaction() as connection:
        stories.save(connection, moved, {}, {}, NOW)
    changed = cards.one(database, draft, NOW).changed
    assert "starts" in {change.field for change in changed}


def rules_of(database, draft, **named):
    return {one.rule for one in cards.one(database, draft, NOW, **named).findings}


def test_two_drafts_of_one_page_and_in_one_hour_are_said_beside_both(database):
    first, second = put(database), put(database, story_id="s2")
    assert "same-thing" in rules_of(database, first)
    assert "same-thing" in rules_of(database, second)
    for draft, minutes in ((first, 60), (second, 90)):
        at = NOW + timedelta(minutes=minutes)
        when = When(timezone="Europe/London", moment=at)
        queue.approve(database, seen(database, draft), when)
    assert "same-hour" in rules_of(database, first)
    near = CheckRules(apart=timedelta(minutes=30))
    assert "same-hour" not in rules_of(database, second, rules=near)


def test_a_draft_is_judged_by_the_day_on_which_it_goes_out(database):
    period = PreElection(starts=date(2026, 11, 26), until=date(2026, 12, 10))
    rules = CheckRules(pre_elections=(period,))
    draft = put(database, text=f"{TEXT} with the Green Party")
    inside = When(timezone="Europe/London", moment=NOW + timedelta(days=4))
    before = When(timezone="Europe/London", moment=NOW + timedelta(days=1))
    with pytest.raises(RefusedError, match="pre-election period until 10 December"):
        queue.approve(database, seen(database, draft), inside, rules=rules)
    queue.approve(database, seen(database, draft), before, rules=rules)
    with pytest.raises(RefusedError, match="It cannot go out then"):
        queue.plan(database, seen(database, draft), inside, rules=rules)


def test_what_was_approved_before_a_period_was_known_asks_again(database):
    political = put(database, text=f"{TEXT} with the Green Party")
    harmless = put(database, story_id="s2")
    for draft in (political, harmless):
        queue.approve(database, seen(database, draft))
    period = PreElection(starts=date(2026, 11, 1), until=date(2026, 12, 10))
    rules = CheckRules(pre_elections=(period,))
    with database.transaction() as connection:
        assert hold_back_politics(connection, USUAL, NOW) == ()
        (back,) = hold_back_politics(connection, rules, NOW)
    assert (back.id, back.state, back.reason) == (political, State.WAITING, REASON)


def test_a_link_that_leads_nowhere_is_said_beside_its_draft(database):
    draft = put(database)
    look = LinkLook(
        url="https://example.org/s", looked_at=NOW, status=404, failures=1, since=NOW
    )
    with database.transaction() as connection:
        links.save(connection, [look])
    assert "dead-link" in rules_of(database, draft)


def test_what_the_council_makes_blocking_stops_approval(database):
    draft = put(database, text=f"{TEXT} We utilise every penny")
    strict = CheckRules(levels=(("jargon", Level.BLOCKING),))
    with pytest.raises(RefusedError, match="plainer"):
        queue.approve(database, seen(database, draft), rules=strict)
    queue.put_right(database, seen(database, draft), "jargon", rules=strict)
    assert cards.one(database, draft, NOW).draft.text.endswith("use every penny")
    queue.approve(database, seen(database, draft), rules=strict)
