from datetime import UTC, datetime, timedelta

from aggregator.store import digests

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = "2026-11-23"


def claim(connection, **later):
    now = NOW + timedelta(**later)
    free = digests.is_free(connection, DAY, now)
    assert digests.claim(connection, DAY, now) == free
    return free


def test_a_message_is_claimed_once(connection):
    assert claim(connection)
    assert not claim(connection, minutes=1)
    assert not claim(connection, days=9)


def test_one_that_could_not_be_sent_is_free_a_while_later_and_not_for_ever(connection):
    for attempt in range(5):
        assert claim(connection, minutes=attempt * 15)
        digests.finish(connection, DAY, digests.FAILED)
        assert not claim(connection, minutes=attempt * 15 + 14)
    assert not claim(connection, days=1)


def test_one_that_went_or_had_nothing_to_tell_is_over(connection):
    for state in (digests.SENT, digests.NOTHING):
        claim(connection)
        digests.finish(connection, DAY, state)
        assert not claim(connection, days=1)
        assert digests.unknown(connection, NOW + timedelta(days=1)) == ()


def test_one_that_was_being_sent_is_told_of_for_a_week(connection):
    claim(connection)
    found = {
        name: digests.unknown(connection, NOW + timedelta(**later))
        for name, later in {
            "at once": {"minutes": 5},
            "soon": {"minutes": 20},
            "then": {"days": 8},
        }.items()
    }
    assert found == {"at once": (), "soon": (DAY,), "then": ()}
