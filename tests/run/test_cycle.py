from datetime import timedelta

import pytest

from aggregator.demo.pictures import picture
from aggregator.desk import cards, pictures, queue
from aggregator.desk.added_photos import Upload, attach
from aggregator.desk.browse import seen_items, source_health
from aggregator.desk.decision import Decision
from aggregator.desk.planning import When
from aggregator.model.council import Person, Role
from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import State
from aggregator.model.errors import NotFoundError
from aggregator.model.health import Health
from aggregator.run.digesting import message_now
from aggregator.run.intake import pause
from aggregator.store import deliveries, digests
from tests.builders import NOW, a_source
from tests.site import CARDS, event_page, rss, rss_item, source_toml

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
STORYTIME = {
    "title": "Dinosaur storytime",
    "link": "/events/dinosaurs",
    "starts": "2026-12-05T10:30:00+00:00",
    "venue": "Ambleford Library",
    "text": "Roars, rhymes and a craft for under fives.",
}


def drafts_in(parts, *states):
    return list(cards.every(parts.database, states or (State.WAITING,), parts.clock()))


def decide(parts, card):
    return Decision(
        person=EDITOR,
        draft=card.draft.id,
        revision=card.draft.revision,
        now=parts.clock(),
    )


def have_been_told(parts):
    now = parts.clock()
    with parts.database.transaction() as connection:
        assert digests.claim(connection, f"{now:%Y-%m-%d}", now)
        digests.finish(connection, f"{now:%Y-%m-%d}", digests.SENT)


def promised(parts, card):
    with parts.database.reading() as connection:
        found = deliveries.for_draft(connection, card.draft.id)
    return [(one.state, one.due) for one in found]


def test_an_event_on_a_page_becomes_a_waiting_draft(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    done = town.cycle()
    assert [(one.source, one.outcome, one.new_items) for one in done.polled] == [
        ("whats-on", "read", 1)
    ]
    with town.parts() as parts:
        (card,) = drafts_in(parts)
    assert "Sat 5 Dec" in card.draft.text
    assert site.base + "/events/dinosaurs" in card.draft.text
    assert card.measured.length <= 280
    assert card.draft.why == "New event from whats-on"


def test_polling_twice_makes_nothing_twice(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    again = town.cycle(force=True)
    assert [one.outcome for one in again.polled] == ["unchanged"]
    assert again.drafted.added == 0
    with town.parts() as parts:
        assert len(drafts_in(parts)) == 1


def test_a_changed_guid_and_timestamp_alone_make_nothing_new(town, site):
    link = "https://example.org/news/mobile-library"
    story = "The mobile library has a new timetable from January."
    item = rss_item("New mobile library stops", link, NOW, "one", story)
    url = site.put("/news.rss", rss(item))
    town.configure(source_toml("news", url, kind="news"))
    town.cycle()
    again = rss_item(
        "New mobile library stops", link, NOW + timedelta(minutes=5), "two", story
    )
    site.put("/news.rss", rss(again))
    done = town.cycle(force=True)
    assert (done.polled[0].outcome, done.polled[0].new_items) == ("read", 0)
    with town.parts() as parts:
        assert len(drafts_in(parts)) == 1
        assert len(list(seen_items(parts.database, None, None))) == 1


def test_a_source_is_left_alone_until_it_is_due(town, site):
    url = site.put("/news.rss", rss())
    town.configure(source_toml("news", url, kind="news", every="1h"))
    town.cycle()
    town.clock.move(minutes=59)
    assert town.cycle().polled == ()
    town.clock.move(minutes=2)
    assert [one.source for one in town.cycle().polled] == ["news"]


def test_what_was_due_while_the_machine_slept_is_polled_once(town, site):
    url = site.put("/news.rss", rss())
    town.configure(source_toml("news", url, kind="news", every="1h"))
    town.cycle()
    town.clock.move(hours=9)
    assert len(town.cycle().polled) == 1
    assert town.cycle().polled == ()


def test_one_bad_source_never_stops_the_others(town, site):
    broken = site.put("/broken.rss", "<html><body>Error 500</body></html>", "text/html")
    good = site.put(
        "/news.rss", rss(rss_item("Road closed", "https://example.org/r", NOW))
    )
    gone = site.base + "/nowhere"
    town.configure(
        source_toml("broken", broken, kind="news", format="feed"),
        source_toml("nowhere", gone, kind="news"),
        source_toml("news", good, kind="news"),
        '[[source]]\nid = "wrong"\nname = "Wrong"\nurl = "ftp://example.org"\n',
    )
    done = town.cycle()
    outcomes = {one.source: one.outcome for one in done.polled}
    assert outcomes == {"broken": "failed", "nowhere": "failed", "news": "read"}
    with town.parts() as parts:
        health = source_health(parts.database)
        assert len(parts.configuration.faults) == 1
        assert len(drafts_in(parts)) == 1
    assert health["news"].health is Health.OK
    assert health["broken"].health is Health.PAGE
    assert "page" in health["broken"].sentence
    assert health["nowhere"].failures == 1


def test_a_source_that_breaks_loses_nothing_that_was_there(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    site.put("/whats-on", "<html><body>Sorry, we are down</body></html>", "text/html")
    town.clock.move(hours=2)
    assert town.cycle().polled[0].outcome == "failed"
    with town.parts() as parts:
        assert len(drafts_in(parts)) == 1
        assert len(list(seen_items(parts.database, None, None))) == 1


def test_a_new_source_never_floods_the_queue(town, site):
    events = [
        {**STORYTIME, "title": title, "link": f"/events/{number}"}
        for number, title in enumerate(
            f"{craft} {form}"
            for craft in ("Lace", "Clay", "Wool", "Paper", "Willow", "Glass", "Wood")
            for form in ("workshop", "exhibition", "fair", "talk")
        )
    ]
    for number, event in enumerate(events):
        event["starts"] = f"2026-12-{number % 20 + 5:02}T10:30:00+00:00"
    url = site.put("/whats-on", event_page(*events), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    assert town.cycle().drafted.added == 12
    town.clock.move(minutes=10)
    assert town.cycle(force=True).drafted.added == 0
    with town.parts() as parts:
        assert len(list(seen_items(parts.database, None, None))) == 28
    town.clock.move(hours=1)
    assert town.cycle().drafted.added == 12


def test_last_years_news_is_remembered_but_never_drafted(town, site):
    old = rss_item("Summer fair", "https://example.org/fair", NOW - timedelta(days=300))
    town.configure(source_toml("news", site.put("/n", rss(old)), kind="news"))
    assert town.cycle().drafted.added == 0
    with town.parts() as parts:
        assert len(list(seen_items(parts.database, "news", None))) == 1


def test_a_waiting_draft_follows_its_story(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    moved = {**STORYTIME, "starts": "2026-12-12T10:30:00+00:00"}
    site.put("/whats-on", event_page(moved), "text/html")
    done = town.cycle(force=True)
    assert (done.drafted.added, done.drafted.rewritten) == (0, 1)
    with town.parts() as parts:
        (card,) = drafts_in(parts)
    assert "Sat 12 Dec" in card.draft.text
    assert "Sat 5 Dec" not in card.draft.text


@pytest.mark.parametrize("ahead", [None, timedelta(days=1)])
def test_an_approved_draft_whose_story_changed_asks_again(town, site, ahead):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    with town.parts() as parts:
        (card,) = drafts_in(parts)
        planned = parts.clock() + ahead if ahead else None
        when = When(timezone="Europe/London", moment=planned)
        queue.approve(parts.database, decide(parts, card), when)
        assert promised(parts, card) == [(DeliveryState.READY, planned)]
    moved = {**STORYTIME, "starts": "2026-12-12T10:30:00+00:00"}
    site.put("/whats-on", event_page(moved), "text/html")
    town.cycle(force=True)
    with town.parts() as parts:
        assert drafts_in(parts, State.APPROVED) == []
        (card,) = drafts_in(parts)
        assert promised(parts, card) == [(DeliveryState.CANCELLED, planned)]
    assert "Sat 12 Dec" in card.draft.text


def test_what_a_person_wrote_is_never_overwritten(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    with town.parts() as parts:
        (card,) = drafts_in(parts)
        queue.edit(parts.database, decide(parts, card), "Roar! Sat 5 Dec, 10:30am")
    moved = {**STORYTIME, "starts": "2026-12-12T10:30:00+00:00"}
    site.put("/whats-on", event_page(moved), "text/html")
    town.cycle(force=True)
    with town.parts() as parts:
        (card,) = drafts_in(parts)
    assert card.draft.text == "Roar! Sat 5 Dec, 10:30am"
    assert "starts" in {change.field for change in card.changed}


def test_what_somebody_said_of_a_picture_stays_when_its_story_moves(town, site):
    pictured = {**STORYTIME, "text": 'Roar! <img src="/dinosaur.jpg" width="600">'}
    url = site.put("/whats-on", event_page(pictured), "text/html")
    source = source_toml("whats-on", url, kind="event", format="page")
    town.configure(f'{source}{CARDS}image = "img@src"\n')
    town.cycle()
    with town.parts() as parts:
        (card,) = drafts_in(parts)
        said = "A green dinosaur with a book"
        pictures.frame(parts.database, decide(parts, card), None, said)
    moved = {**pictured, "starts": "2026-12-12T10:30:00+00:00"}
    site.put("/whats-on", event_page(moved), "text/html")
    town.cycle(force=True)
    with town.parts() as parts:
        (card,) = drafts_in(parts)
    assert "Sat 12 Dec" in card.draft.text
    assert card.draft.image == site.base + "/dinosaur.jpg"
    assert card.draft.image_alt == said


def test_a_photo_that_was_added_stays_when_its_story_moves(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    with town.parts() as parts:
        (card,) = drafts_in(parts)
        door = Upload(body=picture("library.jpg"), alt="A red door", basis="nobody")
        decision = decide(parts, card)
        today = decision.now.date()
        added = attach(parts.database, parts.album, decision, door, today)
    moved = {**STORYTIME, "starts": "2026-12-12T10:30:00+00:00"}
    site.put("/whats-on", event_page(moved), "text/html")
    town.cycle(force=True)
    with town.parts() as parts:
        (card,) = drafts_in(parts)
    assert "Sat 12 Dec" in card.draft.text
    assert card.draft.image == added.image
    assert card.draft.image_alt == "A red door"
    assert card.draft.image_consent == "Nobody in it can be recognised"


def test_a_cancelled_event_takes_its_draft_along(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    cancelled = {**STORYTIME, "title": "CANCELLED: Dinosaur storytime"}
    site.put("/whats-on", event_page(cancelled), "text/html")
    assert town.cycle(force=True).drafted.withdrawn == 1
    with town.parts() as parts:
        assert drafts_in(parts, State.WAITING, State.APPROVED) == []
        (card,) = drafts_in(parts, State.WITHDRAWN)
    assert card.draft.reason == "the event is cancelled"


def test_the_editors_are_told_of_an_approved_draft_that_was_pulled(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    with town.parts() as parts:
        (card,) = drafts_in(parts)
        queue.approve(parts.database, decide(parts, card))
        assert message_now(parts) is None
        have_been_told(parts)
    town.clock.move(minutes=1)
    cancelled = {**STORYTIME, "title": "CANCELLED: Dinosaur storytime"}
    site.put("/whats-on", event_page(cancelled), "text/html")
    town.cycle(force=True)
    # Told though days have passed, and once.
    town.clock.move(days=3)
    with town.parts() as parts:
        assert "because the event is cancelled" in message_now(parts).body
        have_been_told(parts)
        town.clock.move(minutes=1)
        assert message_now(parts) is None


def test_a_draft_of_what_is_over_leaves_the_queue(town, site):
    url = site.put("/whats-on", event_page(STORYTIME), "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    town.clock.move(days=13)
    assert town.cycle().drafted.withdrawn == 1


def test_asking_for_an_unknown_source_names_those_there_are(town, site):
    town.configure(source_toml("news", site.put("/n", rss()), kind="news"))
    with pytest.raises(NotFoundError, match=r"no source called nwes.*has: news"):
        town.cycle(only=["nwes"])


def test_a_failing_source_is_asked_less_and_less_up_to_once_a_day():
    source = a_source(every=timedelta(hours=1))
    hours = [pause(source, n, None) / timedelta(hours=1) for n in range(1, 8)]
    assert hours == [1, 2, 4, 8, 16, 24, 24]
    assert pause(source, 1, timedelta(hours=3)) == timedelta(hours=3)


def calendar(uid, starts="20261205T103000Z", status="CONFIRMED"):
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20261101T090000Z\r\nDTSTART:{starts}\r\n"
        "SUMMARY:Pottery workshop\r\nLOCATION:Ambleford Library\r\n"
        f"URL:https://example.org/pottery\r\nSTATUS:{status}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_an_event_cancelled_under_a_new_uid_takes_its_draft_along(town, site):
    url = site.put("/cal", calendar("one"), "text/calendar")
    town.configure(source_toml("diary", url, kind="event", format="calendar"))
    assert town.cycle().drafted.added == 1
    site.put("/cal", calendar("two", status="CANCELLED"), "text/calendar")
    done = town.cycle(force=True)
    assert (done.drafted.added, done.drafted.withdrawn) == (0, 1)


def test_an_event_moved_under_a_new_uid_takes_its_draft_along(town, site):
    url = site.put("/cal", calendar("one"), "text/calendar")
    town.configure(source_toml("diary", url, kind="event", format="calendar"))
    town.cycle()
    site.put("/cal", calendar("two", "20261205T113000Z"), "text/calendar")
    done = town.cycle(force=True)
    assert (done.drafted.added, done.drafted.rewritten) == (0, 1)
    with town.parts() as parts:
        (card,) = drafts_in(parts)
        assert len(list(seen_items(parts.database, None, None))) == 1
    assert "11:30am" in card.draft.text
