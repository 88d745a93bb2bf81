"""People come in by links that work once and sessions that end."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from aggregator.model.council import Role
from aggregator.model.errors import ConflictError, NotFoundError, StoreError
from aggregator.store import people
from aggregator.store.tables.people import sessions, sign_in_links
from tests.builders import NOW

DAY = timedelta(days=1)


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()


@pytest.fixture
def ann(connection):
    return people.add(connection, "Ann", Role.EDITOR, NOW)


def test_people_are_found_by_name_whatever_its_capitals(connection, ann):
    bob = people.add(connection, "bob", Role.CONTRIBUTOR, NOW)
    assert people.by_name(connection, "ANN") == ann
    assert people.by_name(connection, "Anna") is None
    assert people.everybody(connection) == (ann, bob)


def test_a_name_is_given_once(connection, ann):
    with pytest.raises(ConflictError, match="There is a ann already"):
        people.add(connection, "ann", Role.EDITOR, NOW)


def test_a_password_is_kept_as_its_hash(connection, ann):
    assert people.password_hash(connection, ann.id) is None
    people.set_password_hash(connection, ann.id, "$argon2id$...")
    assert people.password_hash(connection, ann.id) == "$argon2id$..."
    assert people.by_name(connection, "Ann").has_password
    with pytest.raises(NotFoundError):
        people.set_password_hash(connection, 99, "$argon2id$...")


def test_a_link_lets_in_once(connection, ann):
    people.create_link(connection, ann.id, hashed("one"), NOW + DAY)
    assert people.use_link(connection, hashed("other"), NOW) is None
    assert people.use_link(connection, hashed("one"), NOW) == ann
    assert people.use_link(connection, hashed("one"), NOW) is None


def test_an_old_link_lets_nobody_in(connection, ann):
    people.create_link(connection, ann.id, hashed("one"), NOW + DAY)
    assert people.use_link(connection, hashed("one"), NOW + DAY) is None


def test_a_new_link_ends_the_one_before(connection, ann):
    people.create_link(connection, ann.id, hashed("one"), NOW + DAY)
    people.create_link(connection, ann.id, hashed("two"), NOW + DAY)
    assert people.use_link(connection, hashed("one"), NOW) is None
    assert people.use_link(connection, hashed("two"), NOW) == ann


def test_a_session_says_who_until_it_expires(connection, ann):
    people.create_session(connection, ann.id, hashed("one"), NOW + DAY, NOW)
    session = people.session(connection, hashed("one"), NOW)
    assert (session.person, session.expires) == (ann, NOW + DAY)
    assert session.csrf not in {"", hashed("one")}
    assert people.session(connection, hashed("two"), NOW) is None
    assert people.session(connection, hashed("one"), NOW + DAY) is None


def test_sessions_have_secrets_of_their_own(connection, ann):
    for token in ("one", "two"):
        people.create_session(connection, ann.id, hashed(token), NOW + DAY, NOW)
    one, two = (
        people.session(connection, hashed(token), NOW) for token in ("one", "two")
    )
    assert one.csrf != two.csrf


def test_signing_out_here_or_everywhere(connection, ann):
    for token in ("one", "two", "three"):
        people.create_session(connection, ann.id, hashed(token), NOW + DAY, NOW)
    people.end_session(connection, hashed("one"))
    assert people.session(connection, hashed("one"), NOW) is None
    assert people.session(connection, hashed("two"), NOW) is not None
    people.end_all_sessions(connection, ann.id)
    assert people.session(connection, hashed("three"), NOW) is None


def test_sessions_that_have_ended_are_swept_away(connection, ann):
    people.create_session(connection, ann.id, hashed("old"), NOW + DAY, NOW)
    people.create_session(
        connection, ann.id, hashed("new"), NOW + 3 * DAY, NOW + 2 * DAY
    )
    kept = connection.scalars(select(sessions.c.token_hash)).all()
    assert kept == [hashed("new")]


def test_a_token_itself_is_never_kept(connection, ann):
    with pytest.raises(StoreError, match="never the token"):
        people.create_link(connection, ann.id, "a token", NOW + DAY)
    with pytest.raises(StoreError, match="never the token"):
        people.create_session(connection, ann.id, "a token", NOW + DAY, NOW)
    assert connection.scalars(select(sign_in_links.c.token_hash)).all() == []
