"""A promise to put a draft out is made once and kept once."""

import pytest

from aggregator.model.delivery import DeliveryState
from aggregator.model.errors import ConflictError, NotFoundError
from aggregator.store import deliveries
from tests.builders import NOW
from tests.store.steps import add_draft

ADDRESS = "https://x.com/council/status/1"


def published(connection):
    promised = deliveries.promise(connection, add_draft(connection), "x", NOW)
    return deliveries.publish(
        connection, promised.id, address=ADDRESS, by="Ann", now=NOW
    )


def test_a_promise_is_ready(connection):
    number = add_draft(connection)
    promised = deliveries.promise(connection, number, "x", NOW)
    assert (promised.draft, promised.network) == (number, "x")
    assert promised.state is DeliveryState.READY
    assert deliveries.for_draft(connection, number) == (promised,)


def test_a_promise_made_twice_is_one(connection):
    number = add_draft(connection)
    first = deliveries.promise(connection, number, "x", NOW)
    assert deliveries.promise(connection, number, "x", NOW) == first
    assert deliveries.promise(connection, number, "mastodon", NOW).id != first.id


def test_a_post_says_where_when_and_by_whom(connection):
    post = published(connection)
    assert post.state is DeliveryState.PUBLISHED
    assert (post.address, post.posted_at, post.posted_by) == (ADDRESS, NOW, "Ann")


def test_what_is_out_is_not_put_out_promised_or_cancelled_again(connection):
    post = published(connection)
    with pytest.raises(ConflictError, match="is published, not ready"):
        deliveries.publish(connection, post.id, address=None, by="Bob", now=NOW)
    with pytest.raises(ConflictError, match="out on x already"):
        deliveries.promise(connection, post.draft, "x", NOW)
    assert deliveries.cancel(connection, post.draft) == 0
    assert deliveries.for_draft(connection, post.draft) == (post,)


def test_a_cancelled_promise_is_not_put_out_but_may_be_made_again(connection):
    number = add_draft(connection)
    promised = deliveries.promise(connection, number, "x", NOW)
    assert deliveries.cancel(connection, number) == 1
    with pytest.raises(ConflictError, match="is cancelled"):
        deliveries.publish(connection, promised.id, address=None, by="A", now=NOW)
    again = deliveries.promise(connection, number, "x", NOW)
    assert (again.id, again.state) == (promised.id, DeliveryState.READY)


def test_a_slip_is_taken_back(connection):
    post = published(connection)
    reopened = deliveries.reopen(connection, post.id)
    assert reopened.state is DeliveryState.READY
    assert (reopened.address, reopened.posted_at, reopened.posted_by) == (
        None,
        None,
        None,
    )
    with pytest.raises(ConflictError):
        deliveries.reopen(connection, post.id)


def test_a_delivery_that_is_not_there_is_not_found(connection):
    with pytest.raises(NotFoundError, match="99"):
        deliveries.reopen(connection, 99)
    with pytest.raises(NotFoundError, match="99"):
        deliveries.publish(connection, 99, address=None, by="Ann", now=NOW)
