from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.deliver import cost
from aggregator.deliver.ledger import spent
from aggregator.deliver.means import Account
from aggregator.drafts.thread import joined
from aggregator.model.delivery import Act, Cause, DeliveryState, Payload, Picture
from aggregator.model.facts import Kind
from tests.builders import NOW
from tests.deliver.promises import Office
from tests.deliver.test_payload import a_draft

LINK = "Storytime https://example.org/s"


def a_payload(*parts, **named):
    return Payload(parts=parts, key="k", promised_at=NOW, made_at=NOW, **named)


def test_a_link_is_dear_and_the_other_networks_are_free():
    assert cost.of_text("x", LINK) == pytest.approx(0.200)
    assert cost.of_text("x", "Storytime") == pytest.approx(0.015)
    assert cost.of_text("mastodon", LINK) == 0
    described = (Picture(name="a", alt="Children"),)
    thread = a_payload("One", "Two https://example.org/", pictures=described)
    assert cost.of_part("x", thread, 0) == pytest.approx(0.020)
    assert cost.of_part("x", thread, 1) == pytest.approx(0.200)
    assert cost.of_part("x", a_payload(LINK, act=Act.REPOST), 0) == pytest.approx(0.015)


def test_a_month_stops_when_it_has_cost_enough_and_says_what_else_can_be_done(database):
    office = Office(database)
    office.account = Account(
        network="x",
        names=frozenset({"x"}),
        publisher=office.network,
        monthly_limit=0.5,
        zone="Europe/London",
    )
    numbers = [office.approve(f"{LINK}{number}") for number in range(3)]
    plain = office.approve("Storytime")
    office.tick()
    states = [office.load(number).state for number in numbers]
    assert states == [*[DeliveryState.PUBLISHED] * 2, DeliveryState.NEEDS_ATTENTION]
    stopped = office.load(numbers[2])
    assert stopped.cause is Cause.BUDGET
    assert "It would cost $0.20, and this month has cost $0.40 of the $0.50" in (
        stopped.sentence
    )
    assert "post it by hand" in stopped.sentence
    assert office.load(plain).state is DeliveryState.PUBLISHED
    with database.reading() as connection:
        assert spent(connection, office.account, NOW) == pytest.approx(0.415)
        later = NOW + timedelta(days=10)
        assert spent(connection, office.account, later) == 0


def test_a_thread_is_begun_only_where_the_whole_of_it_may_be_paid(database):
    office = Office(database)
    office.account = Account(
        network="x",
        names=frozenset({"x"}),
        publisher=office.network,
        monthly_limit=0.225,
        zone="Europe/London",
    )
    fits = office.approve(joined((f"{LINK}1", "And more")))
    dear = office.approve(joined(("First", f"{LINK}2")))
    office.tick()
    assert office.load(fits).state is DeliveryState.PUBLISHED
    assert office.load(dear).cause is Cause.BUDGET
    assert [text for _, text in office.network.out] == [f"{LINK}1", "And more"]


def test_the_tags_are_frozen_with_the_text(database):
    office = Office(database)
    office.account = Account(
        network="x",
        names=frozenset({"x"}),
        publisher=office.network,
        tags={"utm_source": "x"},
        tagged=("example.org",),
    )
    number = office.approve(LINK)
    office.tick()
    assert office.network.out[0][1] == f"{LINK}?utm_source=x"
    assert office.load(number).payload.parts == (f"{LINK}?utm_source=x",)
    assert office.draft(number).text == LINK


def test_what_a_draft_will_cost_and_how_it_would_be_less():
    own = a_draft(kind=Kind.EVENT, link="https://example.org/s", text=LINK)
    assert cost.of_draft(own) == pytest.approx(0.200)
    assert "Its link is $0.18 of that" in cost.cheaper(own)
    assert cost.cheaper(replace(own, text="Storytime")) is None
    assert cost.of_draft(replace(own, network="mastodon")) == 0
    share = a_draft()
    assert cost.of_draft(share) == pytest.approx(0.015)  # quoted, not linked
    assert cost.of_draft(share, as_it_is=True) == pytest.approx(0.015)
    assert cost.cheaper(share) is None


@pytest.mark.parametrize(
    ("dollars", "said"),
    [
        (0, "$0.00"),
        (0.015, "$0.015"),
        (0.02, "$0.02"),
        (0.2, "$0.20"),
        (1.215, "$1.22"),
    ],
)
def test_an_amount_is_said_as_it_is_paid(dollars, said):
    assert cost.money(dollars) == said
