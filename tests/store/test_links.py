"""The last look at each address, and drafts that are near each other."""

from datetime import timedelta

from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import Composed, State
from aggregator.model.facts import Kind
from aggregator.model.link import LinkLook
from aggregator.store import deliveries, drafts, links, neighbours
from tests.builders import NOW

URL = "https://example.org/a"
HOUR = timedelta(hours=1)


def a_look(**named):
    return LinkLook(**{"url": URL, "looked_at": NOW, "status": 200, **named})


def add(connection, link=URL, network="x"):
    composed = Composed(
        text=f"Storytime {link}",
        network=network,
        kind=Kind.EVENT,
        language="en",
        template="event.j2",
        length=30,
        limit=280,
        link=link,
    )
    return drafts.add(
        connection, composed, story=None, purpose="announce", why="new", now=NOW
    )


def approve(connection, draft, due):
    drafts.move(
        connection,
        draft,
        revision=1,
        to=State.APPROVED,
        by="Ada",
        reason=None,
        now=NOW,
    )
    deliveries.promise(connection, draft, "x", NOW, due=due)


def test_a_look_takes_the_place_of_the_one_before(connection):
    assert links.load(connection, [URL]) == {}
    gone = a_look(status=404, failures=2, since=NOW - HOUR, looked_at=NOW)
    moved = a_look(landed="https://example.org/b", for_good=True)
    for look in (gone, moved):
        links.save(connection, [look])
        assert links.load(connection, [URL, "https://example.org/c"]) == {URL: look}


def test_what_nobody_looked_at_for_long_is_forgotten(connection):
    links.save(connection, [a_look(), a_look(url="b", looked_at=NOW - 2 * HOUR)])
    links.forget(connection, NOW - HOUR)
    assert set(links.load(connection, [URL, "b"])) == {URL}


def test_drafts_of_one_page_are_neighbours_while_they_are_open(connection):
    waiting, rejected = add(connection), add(connection)
    add(connection, link="https://example.org/other")
    drafts.move(
        connection,
        rejected,
        revision=1,
        to=State.REJECTED,
        by="Ada",
        reason="no",
        now=NOW,
    )
    found = neighbours.of_pages(connection, [URL], NOW - HOUR)
    assert [(network, one.draft) for network, one in found] == [("x", waiting)]
    assert neighbours.of_pages(connection, [], NOW) == ()


def test_what_goes_out_in_the_same_hours_is_a_neighbour_until_it_is_cancelled(
    connection,
):
    first, second, far = add(connection), add(connection), add(connection)
    approve(connection, first, NOW + HOUR)
    approve(connection, second, NOW + 1.5 * HOUR)
    approve(connection, far, NOW + 9 * HOUR)
    found = neighbours.of_hours(connection, NOW, NOW + 2 * HOUR)
    assert [(one.draft, one.at) for _, one in found] == [
        (first, NOW + HOUR),
        (second, NOW + 1.5 * HOUR),
    ]
    deliveries.cancel(connection, first)
    states = [one.state for one in deliveries.for_draft(connection, first)]
    assert states == [DeliveryState.CANCELLED]
    found = neighbours.of_hours(connection, NOW, NOW + 2 * HOUR)
    assert [one.draft for _, one in found] == [second]
