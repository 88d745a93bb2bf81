"""Desks of one process have one environment and one disk, and use their own of both."""

import os

import pytest

from aggregator.config.own import own_environment, prefix_of
from aggregator.deliver.editors import reachable
from aggregator.model.errors import RefusedError
from aggregator.run.delivering import connected, credentials_of
from aggregator.run.digesting import places
from aggregator.run.doctor import examine

ACCOUNT = """
[[account]]
network = "mastodon"
handle = "{handle}"
server = "https://social.example"
posts = "by-itself"
credentials = "{place}"
"""


def _account(house, name, place, handle="Libraries"):
    house.add(name, extra=ACCOUNT.format(handle=handle, place=place))


def _credentials(house, name, environment):
    with house.parts(name) as parts:
        (account,) = parts.configuration.council.accounts
        return credentials_of(parts, account, environment)


def test_an_account_with_the_same_handle_finds_no_token_of_another_desk(on_files):
    for name in ("ambleford", "thornby"):
        _account(on_files, name, "environment")
    environment = {
        "AGGREGATOR_MASTODON_ACCESS_TOKEN": "of nobody",
        "AGGREGATOR_DESK_AMBLEFORD__MASTODON_ACCESS_TOKEN": "of Ambleford",
    }
    mine = _credentials(on_files, "ambleford", environment)
    other = _credentials(on_files, "thornby", environment)
    assert mine.need("access_token") == "of Ambleford"
    with pytest.raises(RefusedError, match="AGGREGATOR_DESK_THORNBY__MASTODON_ACCESS"):
        other.need("access_token")


def test_no_desk_names_a_file_of_another_or_the_secret_of_all(on_files):
    on_files.add("ambleford")
    token = on_files.desk("ambleford") / "mastodon.toml"
    token.write_text('access_token = "mine"', encoding="utf-8")
    token.chmod(0o600)
    for name, place in (("thornby", "../ambleford/mastodon.toml"), ("wick", token)):
        _account(on_files, name, place)
        with pytest.raises(RefusedError, match="not a file of the desk"):
            _credentials(on_files, name, {})
        with on_files.parts(name) as parts, connected(parts, {}) as accounts:
            assert "not a file of the desk" in str(accounts[0].publisher.sentence)


def test_the_messages_of_a_desk_go_where_its_own_variables_and_files_say(
    on_files, monkeypatch
):
    address = on_files.desk("ambleford") / "mail"
    told = {
        "env:EDITORS_MAIL": "cannot use the environment variable EDITORS_MAIL",
        f"env:{prefix_of('thornby')}MAIL": "cannot use the environment variable",
        "file:../thornby/mail": "not a file of the desk ambleford",
        "file:../../secret": "not a file of the desk ambleford",
        f"env:{prefix_of('ambleford')}MAIL": None,
        "file:mail": None,
    }
    for name in ("EDITORS_MAIL", *(f"{prefix_of(d)}MAIL" for d in ("ambleford", "x"))):
        monkeypatch.setenv(name, "json://localhost")
    listed = ", ".join(f'"{one}"' for one in told)
    on_files.add("ambleford", extra=f"[digest]\nsend_to = [{listed}]\n")
    address.write_text("json://localhost", encoding="utf-8")
    address.chmod(0o600)
    with on_files.parts("ambleford") as parts:
        wrong = reachable(places(parts))
        assert len(wrong) == 4
        for said, sentence in zip(wrong, filter(None, told.values()), strict=True):
            assert sentence in said
        assert any("not a file of the desk" in one for one in examine(parts))


def test_one_name_that_begins_another_opens_none_of_its_variables(on_files):
    on_files.add("a")
    environment = {"AGGREGATOR_DESK_A_B__TOKEN": "of a-b", "AGGREGATOR_DESK_A__T": "ok"}
    folder = on_files.desk("a")
    assert own_environment(folder, environment) == {"AGGREGATOR_DESK_A__T": "ok"}
    assert own_environment(on_files.folder, os.environ) is os.environ
