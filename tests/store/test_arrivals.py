from datetime import UTC, datetime, timedelta

from aggregator.store import arrivals, stories
from tests.builders import a_story, an_item

START = datetime(2026, 11, 1, 9, tzinfo=UTC)


def seen(connection, source, *days):
    for number, day in enumerate(days):
        name = f"{source}-{number}"
        item = an_item(id=name, source=source, url=f"https://example.org/{name}")
        story = a_story(id=f"s-{name}", items=(item,))
        stories.save(connection, story, {}, {}, START + timedelta(days=day))


def test_each_source_has_the_moments_at_which_something_new_came(connection):
    seen(connection, "news", 0, 0, 0, 2, 5)
    seen(connection, "jobs", 1)
    found = arrivals.arrivals(connection, ["news", "jobs", "none"])
    assert found == {
        "news": tuple(START + timedelta(days=day) for day in (5, 2, 0)),
        "jobs": (START + timedelta(days=1),),
    }


def test_the_last_forty_moments_are_enough(connection):
    seen(connection, "news", *range(60))
    (moments,) = arrivals.arrivals(connection, ["news"]).values()
    assert len(moments) == 40
    assert moments[0] == START + timedelta(days=59)


def test_new_items_are_counted_by_the_poll_that_brought_them(connection):
    seen(connection, "news", 0, 0, 0, 2)
    seen(connection, "jobs", 0)
    moments = [START, START + timedelta(days=1), START + timedelta(days=2)]
    assert arrivals.new_items(connection, "news", moments) == {
        START: 3,
        START + timedelta(days=2): 1,
    }
    assert arrivals.new_items(connection, "news", []) == {}
