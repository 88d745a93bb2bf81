"""Secrets are found where they are said to be, and shown nowhere."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from aggregator.deliver.credentials import Credentials
from aggregator.model.errors import RefusedError


class Ring(KeyringBackend):
    """A keyring of our own, so that nobody's real one is opened."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}
        self.locked = False

    def get_password(self, service, username):
        if self.locked:
            raise KeyringLocked("it is locked")
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    ring = Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def of(place="environment", **named):
    values = {"network": "x", "handle": "Ambleford-Libs", **named}
    return Credentials(place=place, **values)


def test_the_accounts_own_variable_comes_before_the_networks():
    environment = {"AGGREGATOR_X_ACCESS_TOKEN": "any"}
    assert of(environment=environment).find("access_token") == "any"
    environment["AGGREGATOR_X_AMBLEFORD_LIBS_ACCESS_TOKEN"] = "own"
    assert of(environment=environment).find("access_token") == "own"
    assert of(environment=environment).find("client_id") is None


def test_a_file_is_read_if_nobody_else_can(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('access_token = "secret"\nnumber = 3\n', encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(RefusedError, match="Others can read the secrets"):
        of(str(path)).find("access_token")
    path.chmod(0o600)
    assert of(str(path)).find("access_token") == "secret"
    with pytest.raises(RefusedError, match="number = "):
        of(str(path)).need("number")


@pytest.mark.parametrize("content", [None, "access_token = secret-in-the-open"])
def test_a_file_that_cannot_be_read_is_told_of_without_what_is_in_it(tmp_path, content):
    path = tmp_path / "x.toml"
    if content:
        path.write_text(content, encoding="utf-8")
        path.chmod(0o600)
    with pytest.raises(RefusedError, match="cannot be read") as refusal:
        of(str(path)).find("access_token")
    assert "secret-in-the-open" not in str(refusal.value)


def test_the_keyring_is_asked(ring):
    ring.set_password("aggregator", "x/Ambleford-Libs/access_token", "secret")
    assert of("keyring").need("access_token") == "secret"
    command = "keyring set aggregator x/Ambleford-Libs/client_id"
    with pytest.raises(RefusedError, match=command):
        of("keyring").need("client_id")
    ring.locked = True
    with pytest.raises(RefusedError, match="keyring cannot be used"):
        of("keyring").find("access_token")


def test_what_was_renewed_wins_and_is_kept_for_its_owner_alone(tmp_path):
    kept = tmp_path / "credentials" / "x.json"
    environment = {"AGGREGATOR_X_REFRESH_TOKEN": "old"}
    credentials = of(environment=environment, kept=kept)
    credentials.keep(refresh_token="new")
    credentials.keep(access_token="fresh")
    assert credentials.find("refresh_token") == "new"
    assert of(environment=environment, kept=kept).find("access_token") == "fresh"
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_text("[broken", encoding="utf-8")
    assert credentials.find("refresh_token") == "old"


def test_another_token_that_a_person_puts_in_place_is_used_at_once(tmp_path):
    kept = tmp_path / "x.json"
    of(environment={"AGGREGATOR_X_REFRESH_TOKEN": "first"}, kept=kept).keep(
        refresh_token="renewed"
    )
    assert of(kept=kept).find("refresh_token") == "renewed"
    anew = of(environment={"AGGREGATOR_X_REFRESH_TOKEN": "second"}, kept=kept)
    assert anew.find("refresh_token") == "second"
    anew.keep(refresh_token="renewed again")
    assert anew.find("refresh_token") == "renewed again"
    assert "second" not in kept.read_text(encoding="utf-8")


def test_a_token_that_cannot_be_kept_says_so(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    credentials = of(kept=tmp_path / "file" / "x.json")
    with pytest.raises(RefusedError, match="cannot be kept"):
        credentials.keep(access_token="fresh")
    of().keep(access_token="nowhere to keep it")


def test_they_show_nothing_of_themselves():
    environment = {"AGGREGATOR_X_ACCESS_TOKEN": "secret-word"}
    credentials = of(environment=environment)
    assert "secret-word" not in repr(credentials)
    assert credentials.account == "x (Ambleford-Libs)"
    assert of(handle=None).account == "x"
