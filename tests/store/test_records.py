from datetime import timedelta

from aggregator.model.delivery import Act
from aggregator.model.draft import State
from aggregator.model.metrics import Metrics
from aggregator.store import audit, deliveries, metrics, records
from tests.builders import NOW, a_story, an_item
from tests.store.steps import add_draft, move, save

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONTH = (NOW - DAY, NOW + 30 * DAY)


def post(connection, *, at=NOW, address="https://x.com/a/status/1", **named):
    act = {name: named.pop(name) for name in ("act", "target") if name in named}
    number = add_draft(connection, now=NOW - HOUR, **named)
    move(connection, number, State.APPROVED, now=at)
    promised = deliveries.promise(connection, number, "x", at, **act)
    move(connection, number, State.PUBLISHED, now=at)
    deliveries.publish(connection, promised.id, address=address, by="Ada", now=at)
    return promised.id


def test_a_post_tells_how_it_came_about_and_what_it_did(connection):
    other = an_item(id="blog-1", source="blog")
    save(connection, a_story(items=(an_item(), other)))
    delivery = post(connection, story="s1")
    metrics.begin(connection, HOUR, MONTH[0])
    for hours, likes in ((1, 2), (24, 5)):
        reading = Metrics(at=NOW + hours * HOUR, likes=likes)
        metrics.add(connection, delivery, reading, None)

    (found,) = records.posts(connection, *MONTH)

    assert found.sources == ("whats-on", "blog")
    assert found.posted_by == "Ada"
    assert found.latest == Metrics(at=NOW + 24 * HOUR, likes=5)
    assert found.latest.impressions is None
    assert [one.likes for one in metrics.readings_of(connection, delivery)] == [2, 5]


def test_a_month_has_its_own_posts_only(connection):
    post(connection, at=MONTH[0] - HOUR)
    inside = post(connection, at=MONTH[0])
    post(connection, at=MONTH[1])
    assert [one.delivery for one in records.posts(connection, *MONTH)] == [inside]
    assert records.first_post(connection) == MONTH[0] - HOUR


def test_a_post_is_read_again_until_there_is_no_next_time(connection):
    delivery = post(connection)
    unseen = post(connection, address=None)
    assert metrics.begin(connection, HOUR, MONTH[0]) == 1
    assert metrics.begin(connection, HOUR, MONTH[0]) == 0
    assert metrics.due(connection, "x", NOW, 10) == ()

    (due,) = metrics.due(connection, "x", NOW + HOUR, 10)
    assert (due.delivery, due.taken) == (delivery, 0)
    assert due.delivery != unseen

    metrics.add(connection, delivery, Metrics(at=NOW + HOUR, likes=1), NOW + DAY)
    assert metrics.due(connection, "x", NOW + HOUR, 10) == ()
    assert metrics.due(connection, "x", NOW + DAY, 10)[0].taken == 1

    metrics.gone(connection, delivery)
    assert metrics.due(connection, "x", NOW + 30 * DAY, 10) == ()
    assert len(metrics.readings_of(connection, delivery)) == 1


def test_a_reading_that_comes_twice_is_kept_once(connection):
    delivery = post(connection)
    metrics.begin(connection, HOUR, MONTH[0])
    for _ in range(2):
        metrics.add(connection, delivery, Metrics(at=NOW, likes=1), None)
    assert len(metrics.readings_of(connection, delivery)) == 1


def test_decisions_and_deeds_are_those_of_their_time(connection):
    number = add_draft(connection)
    move(connection, number, State.REJECTED, reason="not for us", now=NOW + HOUR)
    waits = add_draft(connection)
    audit.write(
        connection,
        who="Ann",
        what="rejected",
        subject=f"draft {number}",
        before="waiting",
        after="not for us",
        now=NOW + HOUR,
    )

    (one,) = records.decided(connection, *MONTH)
    assert (one.draft, one.reason, one.moved_by) == (number, "not for us", "Ann")
    assert one.draft != waits
    (deed,) = records.deeds(connection, *MONTH)
    assert (deed.who, deed.what) == ("Ann", "rejected")
    assert records.deeds(connection, NOW + 2 * HOUR, MONTH[1]) == ()


def test_what_was_shared_as_it_is_has_no_words_of_ours_and_no_figures(connection):
    target = "https://x.com/museum/status/19900000000000007"
    delivery = post(connection, act=Act.REPOST, target=target, image="https://x/a.jpg")
    (found,) = records.posts(connection, *MONTH)
    assert found.text == found.composed == f"Shared as it is: {target}"
    assert found.image is None
    assert metrics.begin(connection, HOUR, MONTH[0]) == 0
    assert metrics.readings_of(connection, delivery) == ()


def test_a_figure_that_goes_down_is_as_the_network_tells_it(connection):
    delivery = post(connection)
    metrics.begin(connection, HOUR, MONTH[0])
    for hours, likes in ((1, 5), (24, 3)):
        reading = Metrics(at=NOW + hours * HOUR, likes=likes)
        metrics.add(connection, delivery, reading, None)
    (found,) = records.posts(connection, *MONTH)
    assert found.latest.likes == 3
    assert [one.likes for one in metrics.readings_of(connection, delivery)] == [5, 3]
