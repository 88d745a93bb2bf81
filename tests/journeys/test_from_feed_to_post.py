"""The main job: the demo council over real HTTP into real SQLite, and out again."""

import asyncio

import pytest

from aggregator.deliver.networks import network
from aggregator.demo.configuration import sources_toml
from aggregator.demo.server import serving
from aggregator.demo.town import create_town
from aggregator.desk import cards, queue
from aggregator.desk.browse import seen_items, source_health
from aggregator.desk.decision import Decision
from aggregator.drafts.thread import sides
from aggregator.model.council import Person, Role
from aggregator.model.draft import State
from aggregator.model.facts import Kind, Status
from aggregator.model.health import Health
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.cycle import cycle


@pytest.fixture(scope="module")
def polled(tmp_path_factory):
    """The demo council, polled once."""
    folder = tmp_path_factory.mktemp("desk")
    with serving(create_town(now)) as town:
        text = sources_toml(town, now().date())
        (folder / "sources.toml").write_text(text, encoding="utf-8")
        with assembled(folder) as parts:
            done = asyncio.run(cycle(parts))
            shown = list(cards.every(parts.database, (State.WAITING,), now()))
            yield parts, done, shown


def test_the_queue_holds_drafts_of_several_kinds_but_is_not_flooded(polled):
    parts, done, shown = polled
    assert 5 <= len(shown) <= parts.configuration.drafts.per_cycle
    assert len({card.draft.kind for card in shown}) >= 3
    assert len(list(seen_items(parts.database, None, None))) > len(shown)
    assert done.drafted.added == len(shown)


def test_every_draft_fits_and_keeps_its_link(polled):
    for card in polled[2]:
        assert card.measured.valid
        if card.story:  # a campaign's message may have none
            assert card.draft.link in card.draft.text
        assert "{" not in card.draft.text


def test_one_event_told_in_several_places_is_one_story_with_its_sources(polled):
    parts, _, _ = polled
    stories = {}
    for seen in seen_items(parts.database, None, None):
        stories.setdefault(seen.story, set()).add(seen.item.source)
    assert max(len(sources) for sources in stories.values()) >= 3


def test_nothing_cancelled_or_closed_is_drafted(polled):
    for card in polled[2]:
        if card.story is None:
            continue
        assert card.story.status is not Status.CANCELLED
        if card.draft.kind is Kind.JOB and card.draft.useful_until is not None:
            assert card.draft.useful_until > now()


def test_the_pictures_of_the_drafts_are_brought_and_judged(polled):
    parts, _, shown = polled
    kept = [parts.album.find(card.draft.image) for card in shown if card.draft.image]
    assert len(kept) >= 3
    assert all(one is not None and one.shown for one in kept)
    for one in kept:
        assert parts.album.jpeg(one.name).startswith(b"\xff\xd8")


def test_polling_again_makes_nothing_twice(polled):
    parts, _, _ = polled
    again = asyncio.run(cycle(parts, force=True))
    assert again.drafted.added == again.drafted.rewritten == 0
    assert sum(one.new_items for one in again.polled) == 0


def test_broken_sources_say_what_is_wrong_and_the_others_are_well(polled):
    parts, _, _ = polled
    health = source_health(parts.database)
    unwell = [one for one in health.values() if one.health is not Health.OK]
    assert unwell
    assert len(unwell) < len(health) / 2
    assert all(one.sentence for one in unwell)


def test_a_draft_is_approved_posted_by_hand_and_keeps_its_address(polled):
    parts, _, (card, *_) = polled
    editor = Person(
        id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=now()
    )

    def decision():
        draft = cards.one(parts.database, card.draft.id, now()).draft
        return Decision(
            person=editor, draft=draft.id, revision=draft.revision, now=now()
        )

    queue.approve(parts.database, decision())
    x = network("x")
    assert x.composer(card.draft.text).startswith("https://x.com/intent/post?text=")
    address = x.post_address("https://twitter.com/AmblefordLibs/status/42?s=20")
    queue.posted(parts.database, decision(), address)
    out = cards.one(parts.database, card.draft.id, now())
    assert out.draft.state is State.PUBLISHED
    assert out.deliveries[0].address == "https://x.com/AmblefordLibs/status/42"


def test_what_the_society_tells_in_two_languages_is_one_draft(polled):
    pairs = [card for card in polled[2] if len(sides(card.draft.text)) > 1]
    assert pairs
    for pair in pairs:
        welsh, english = sides(pair.draft.text)
        assert "Paned a sgwrs" in welsh
        assert "Coffee and a chat in Welsh" in english


def test_what_is_sold_out_is_known_as_such_and_not_announced(polled):
    parts, _, shown = polled
    awards = [
        seen
        for seen in seen_items(parts.database, None, None)
        if "Reading Awards" in seen.item.title and seen.item.kind is Kind.EVENT
    ]
    assert Status.SOLD_OUT in {seen.item.status for seen in awards}
    told = {card.story.id for card in shown if card.story is not None}
    assert told.isdisjoint(seen.story for seen in awards)
