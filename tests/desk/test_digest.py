"""What the editors are told once a day, from values alone."""

from datetime import UTC, datetime, time, timedelta

import pytest

from aggregator.desk.digest import State, digest, is_due
from aggregator.model.errors import Fault
from aggregator.model.health import Health, SourceHealth
from tests.builders import NOW, a_source

FAULT = Fault(
    file="sources.toml", line=7, column=1, key="url", wrong="it is missing", write="..."
)


def told(*states, faults=(), address=None, told_at=None, pulled=()):
    sources = [a_source(id=f"s{n}", name=f"Source {n}") for n in range(len(states))]
    health = {
        source.id: SourceHealth(
            source=source.id,
            health=state,
            sentence=f"{source.name}: it is {state.value}; look at it",
            since=NOW - timedelta(days=number),
        )
        for number, (source, state) in enumerate(zip(sources, states, strict=True))
    }
    return digest(
        State(
            council="Ambleford Libraries",
            timezone="Europe/London",
            sources=sources,
            health=health,
            faults=faults,
            address=address,
            told_at=told_at,
            pulled=pulled,
        )
    )


def test_all_is_well_is_no_message():
    assert told(Health.OK, Health.NEW) is None
    assert told() is None


def test_the_worst_comes_first_each_under_its_name():
    message = told(Health.QUIET, Health.OK, Health.GONE)
    assert message.title == "Ambleford Libraries: 2 sources need somebody to look"
    assert message.body.startswith(
        "Source 2 (since 21 November)\nIt is gone; look at it\n\n"
        "Source 0 (since 23 November)\nIt is quiet; look at it\n\n"
    )


def test_what_is_new_since_the_last_message_comes_before_the_rest():
    body = told(Health.QUIET, Health.GONE, told_at=NOW - timedelta(hours=1)).body
    order = [
        body.index(words) for words in ("New:", "Source 0", "Still so:", "Source 1")
    ]
    assert order == sorted(order)


def test_faults_of_the_file_alone_are_worth_a_message():
    message = told(Health.OK, faults=[FAULT])
    assert message.title == "Ambleford Libraries: sources.toml has a fault"
    assert "sources.toml:7:1: url: it is missing" in message.body


def test_each_source_has_its_page_where_the_address_of_the_desk_is_known():
    body = told(Health.GONE, address="https://desk.example.org/").body
    assert "https://desk.example.org/sources/s0" in body
    assert "http" not in told(Health.GONE).body


@pytest.mark.parametrize(
    ("hour", "minute", "due"), [(6, 59, False), (7, 0, True), (22, 59, True)]
)
def test_it_is_due_by_the_clock_of_the_council_until_midnight(hour, minute, due):
    """In summer London is an hour ahead of UTC."""
    now = datetime(2026, 7, 1, hour, minute, tzinfo=UTC)
    assert is_due(now, time(8), "Europe/London") is due


def test_an_approved_post_that_was_withdrawn_is_told_with_its_reason():
    pulled = [("Storytime on Saturday", "the event is cancelled")]
    message = told(pulled=pulled, address="https://desk.example")
    assert message.title == "Ambleford Libraries: 1 approved post was withdrawn"
    assert "Storytime on Saturday\nbecause the event is cancelled" in message.body
    assert message.body.endswith("https://desk.example/?state=withdrawn")
    assert "The others carry on" not in message.body
