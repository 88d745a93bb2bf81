from datetime import timedelta

import pytest

from aggregator.desk import people
from aggregator.model.council import Role
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from tests.builders import NOW

PASSWORD = "otter lantern biscuit"


def test_a_link_lets_its_person_in_once(database):
    ada = people.add(database, "Ada", Role.EDITOR, NOW)
    link = people.invite(database, ada, NOW)
    session = people.enter_by_link(database, link, NOW)
    assert people.session(database, session, NOW).person.name == "Ada"
    assert people.enter_by_link(database, link, NOW) is None


def test_a_link_is_good_for_a_day(database):
    ada = people.add(database, "Ada", Role.EDITOR, NOW)
    link = people.invite(database, ada, NOW)
    assert people.enter_by_link(database, link, NOW + timedelta(hours=25)) is None


def test_a_password_lets_in_and_only_the_right_one(database):
    ada = people.add(database, "Ada", Role.EDITOR, NOW)
    assert people.enter_by_password(database, "Ada", PASSWORD, NOW) is None
    people.set_password(database, ada, PASSWORD, NOW)
    assert people.enter_by_password(database, "Ada", PASSWORD, NOW)
    assert people.enter_by_password(database, "Ada", PASSWORD + "s", NOW) is None
    assert people.enter_by_password(database, "Bob", PASSWORD, NOW) is None


def test_a_short_password_is_refused_in_words(database):
    ada = people.add(database, "Ada", Role.EDITOR, NOW)
    with pytest.raises(RefusedError, match="at least 12 characters"):
        people.set_password(database, ada, "library", NOW)


def test_a_session_ends_by_leaving_everywhere_and_by_time(database):
    ada = people.add(database, "Ada", Role.EDITOR, NOW)
    people.set_password(database, ada, PASSWORD, NOW)
    one = people.enter_by_password(database, "Ada", PASSWORD, NOW)
    two = people.enter_by_password(database, "Ada", PASSWORD, NOW)
    people.leave(database, one)
    assert people.session(database, one, NOW) is None
    assert people.session(database, two, NOW + timedelta(days=15)) is None
    assert people.session(database, two, NOW) is not None
    people.leave_everywhere(database, ada)
    assert people.session(database, two, NOW) is None


def test_names_are_taken_once(database):
    people.add(database, "Ada  Lovelace", Role.EDITOR, NOW)
    with pytest.raises(ConflictError, match="Somebody is called Ada Lovelace already"):
        people.add(database, "Ada Lovelace", Role.CONTRIBUTOR, NOW)
    with pytest.raises(NotFoundError, match="nobody called Bob"):
        people.named(database, "Bob")
