"""Due sources are claimed by one caller at a time, and their health is kept."""

from datetime import timedelta

import pytest

from aggregator.model.document import Validators
from aggregator.model.health import Health
from aggregator.store import sources
from aggregator.store.outcomes import Failed, Good, Same, record
from tests.builders import NOW

HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=5)
VALIDATORS = Validators(etag='"abc"', last_modified="Mon", body_hash="f" * 32)


def claim(connection, now=NOW, **named):
    return sources.claim_due(connection, now, **{"lease": LEASE, "limit": 10, **named})


def claim_one(connection, now=NOW):
    sources.sync(connection, ["news"], now)
    return claim(connection, now)[0]


def good(connection, claimed, now=NOW, **named):
    return _record(
        connection,
        now,
        Good,
        claimed,
        **{
            "validators": VALIDATORS,
            "entries": 7,
            "problem": None,
            "next_due": now + HOUR,
            **named,
        },
    )


def fail(connection, claimed, now=NOW, **named):
    return _record(
        connection,
        now,
        Failed,
        claimed,
        **{
            "health": Health.FAILING,
            "sentence": "It did not answer",
            "next_due": now + HOUR,
            **named,
        },
    )


def unchanged(connection, claimed, now=NOW):
    said = {"validators": VALIDATORS, "next_due": now + HOUR}
    return _record(connection, now, Same, claimed, **said)


def _record(connection, now, kind, claimed, **said):
    return claimed.source in record(connection, [kind(claim=claimed, **said)], now)


def health_of(connection, name="news"):
    return next(row for row in sources.health(connection) if row.source == name)


def test_a_new_source_is_due_at_once(connection):
    sources.sync(connection, ["news", "jobs"], NOW)
    assert [found.source for found in claim(connection)] == ["jobs", "news"]
    assert health_of(connection).health is Health.NEW
    assert health_of(connection).since == NOW


def test_a_claimed_source_is_not_claimed_again(connection):
    claim_one(connection)
    assert claim(connection) == ()
    assert claim(connection, force=True) == ()


def test_an_expired_lease_may_be_claimed_again_and_the_late_poll_records_nothing(
    connection,
):
    late = claim_one(connection)
    later = NOW + LEASE
    (again,) = claim(connection, later)
    assert again.token > late.token
    assert not good(connection, late, later)
    assert not fail(connection, late, later)
    assert not unchanged(connection, late, later)
    assert health_of(connection).last_polled is None
    assert sources.polls(connection, "news", 10) == ()
    assert good(connection, again, later)


def test_an_expired_lease_that_nobody_took_still_records(connection):
    assert good(connection, claim_one(connection), NOW + 2 * LEASE)


def test_a_poll_is_recorded_once(connection):
    claimed = claim_one(connection)
    assert good(connection, claimed)
    assert not good(connection, claimed)
    assert len(sources.polls(connection, "news", 10)) == 1


def test_what_is_not_due_is_claimed_only_by_force(connection):
    good(connection, claim_one(connection))
    assert claim(connection) == ()
    (forced,) = claim(connection, force=True)
    assert forced.validators == VALIDATORS


def test_only_named_sources_are_claimed(connection):
    sources.sync(connection, ["news", "jobs"], NOW)
    assert [found.source for found in claim(connection, only=["jobs"])] == ["jobs"]
    assert claim(connection, only=[]) == ()


def test_the_longest_due_comes_first_and_no_more_than_asked_for(connection):
    sources.sync(connection, ["late"], NOW - HOUR)
    sources.sync(connection, ["late", "a", "b"], NOW)
    found = claim(connection, limit=2)
    assert [one.source for one in found] == ["late", "a"]


def test_a_source_that_is_no_longer_configured_is_kept_but_never_due(connection):
    claimed = claim_one(connection)
    good(connection, claimed)
    sources.sync(connection, ["other"], NOW)
    assert [found.source for found in claim(connection, force=True)] == ["other"]
    assert [row.source for row in sources.health(connection)] == ["other"]
    assert len(sources.polls(connection, "news", 10)) == 1
    sources.sync(connection, ["news"], NOW)
    (back,) = claim(connection)
    assert back.validators == VALIDATORS


def test_a_source_configured_differently_is_read_anew(connection):
    sources.sync(connection, ["news"], NOW, fingerprints={"news": "one"})
    good(connection, claim(connection)[0])
    sources.sync(connection, ["news"], NOW, fingerprints={"news": "one"})
    assert claim(connection) == ()
    sources.sync(connection, ["news"], NOW, fingerprints={"news": "two"})
    (again,) = claim(connection)
    assert again.validators == Validators()


def test_a_body_can_be_forgotten(connection):
    good(connection, claim_one(connection))
    sources.forget_bodies(connection, "news")
    assert claim(connection, force=True)[0].validators == Validators()


def test_since_is_when_it_got_into_its_state(connection):
    moments = [NOW + number * HOUR for number in range(5)]
    fail(connection, claim_one(connection), moments[0])
    fail(connection, claim(connection, moments[1])[0], moments[1])
    row = health_of(connection)
    assert (row.health, row.since, row.failures) == (Health.FAILING, moments[0], 2)
    assert claim(connection, moments[1], force=True)[0].failures == 2
    assert row.last_good is None
    good(connection, claim(connection, moments[2])[0], moments[2])
    good(connection, claim(connection, moments[3])[0], moments[3])
    row = health_of(connection)
    assert (row.health, row.since, row.failures) == (Health.OK, moments[2], 0)
    assert row.last_good == moments[3]
    assert row.sentence is None


def test_a_document_without_entries_is_empty_and_one_with_a_problem_is_odd(connection):
    good(connection, claim_one(connection), entries=0)
    row = health_of(connection)
    assert (row.health, row.entries) == (Health.EMPTY, 0)
    assert "no entries" in row.sentence
    good(connection, claim(connection, force=True)[0], problem="It has 5,000 entries")
    row = health_of(connection)
    assert (row.health, row.sentence) == (Health.ODD, "It has 5,000 entries")


def test_unchanged_after_a_failure_is_as_well_as_the_last_document(connection):
    good(connection, claim_one(connection), problem="It has 2 entries")
    fail(connection, claim(connection, force=True)[0])
    unchanged(connection, claim(connection, force=True)[0], NOW + HOUR)
    row = health_of(connection)
    assert (row.health, row.sentence) == (Health.ODD, "It has 2 entries")
    assert (row.since, row.failures, row.entries) == (NOW + HOUR, 0, 7)
    assert sources.polls(connection, "news", 1)[0].outcome == "unchanged"


def test_the_last_fifty_polls_are_kept_newest_first(connection):
    sources.sync(connection, ["news", "jobs"], NOW)
    good(connection, claim(connection, only=["jobs"])[0])
    for number in range(53):
        now = NOW + number * HOUR
        good(connection, claim(connection, now, only=["news"])[0], now)
    kept = sources.polls(connection, "news", 100)
    if connection.dialect.name == "postgresql":
        # There the days count ([keep]), and not the number.
        assert len(kept) == 53
        kept = sources.polls(connection, "news", 50)
    assert len(kept) == 50
    assert kept[0].at == NOW + 52 * HOUR
    assert kept[-1].at == NOW + 3 * HOUR
    assert len(sources.polls(connection, "jobs", 100)) == 1


@pytest.mark.parametrize("kind", [Good, Same, Failed])
def test_many_polls_are_recorded_at_once(connection, kind):
    names = ["a", "b", "c"]
    sources.sync(connection, names, NOW)
    said = {
        Good: {"validators": VALIDATORS, "entries": 1, "problem": None},
        Same: {"validators": VALIDATORS},
        Failed: {"health": Health.FAILING, "sentence": "no"},
    }[kind]
    outcomes = [
        kind(claim=one, next_due=NOW + HOUR, **said) for one in claim(connection)
    ]
    assert record(connection, outcomes, NOW) == set(names)
    assert all(len(sources.polls(connection, name, 10)) == 1 for name in names)
    assert claim(connection) == ()
