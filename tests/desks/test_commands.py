"""The commands, about one desk of several and about all of them."""

import json
from dataclasses import dataclass

import psycopg
import pytest
from click.testing import CliRunner

from aggregator.cli.main import main
from aggregator.desk.people import everybody
from tests.site import COUNCIL, rss, rss_item, source_toml


@dataclass
class Ran:
    code: int
    out: str
    err: str


def run(house, *arguments):
    said = ["--config", str(house.folder), *map(str, arguments)]
    result = CliRunner().invoke(main, said)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def test_every_command_is_about_the_desk_that_is_named(house, site):
    for name in ("ambleford", "thornby"):
        item = rss_item(f"{name}-news", f"https://example.org/{name}", house.clock())
        url = site.put(f"/{name}", rss(item))
        house.add(name, source_toml("news", url, kind="news"))
    # Before the command's name or behind it.
    assert run(house, "--desk", "ambleford", "poll").code == 0
    assert run(house, "poll", "--desk", "thornby").code == 0
    found = run(house, "--desk", "thornby", "items", "--json")
    assert [json.loads(line)["title"] for line in found.out.splitlines()] == [
        "thornby-news"
    ]
    link = run(house, "--desk", "thornby", "user", "add", "Ada", "--role", "editor")
    assert link.out.startswith("http://thornby.localhost:8000/sign-in/")


def test_a_command_about_no_desk_in_particular_names_those_there_are(on_files):
    for name in ("ambleford", "thornby"):
        on_files.add(name)
    unsaid = run(on_files, "queue")
    assert unsaid.code == 2
    assert "ambleford, thornby" in unsaid.err
    wrong = run(on_files, "--desk", "Wick", "queue")
    assert wrong.code == 2
    assert "There is no desk called Wick" in wrong.err


def test_the_folder_of_a_desk_is_that_desk_without_its_name(on_files):
    on_files.add("ambleford", 'shared = ["x"]')
    (on_files.desk("ambleford") / "sources.toml").write_text(
        'database = "sqlite:///elsewhere.db"\n[council]\nname = "A"\n', "utf-8"
    )
    result = CliRunner().invoke(
        main, ["queue", "--config", str(on_files.desk("ambleford"))]
    )
    assert result.exit_code == 2
    assert "sources.toml:1:1: database" in result.stderr


def test_the_desks_are_listed_with_what_is_wrong(on_files):
    on_files.add("ambleford", extra='[desk]\naddress = "https://a.example"\n')
    on_files.add("thornby")
    (on_files.desk("thornby") / "sources.toml").write_text("[council", "utf-8")
    found = run(on_files, "desks", "--json")
    first, second = map(json.loads, found.out.splitlines())
    assert (first["desk"], first["address"]) == ("ambleford", "https://a.example")
    assert first["council"] == "Ambleford Libraries"
    assert "sources.toml:1:" in second["wrong"]


def test_check_tells_every_fault_of_every_desk_and_of_what_they_share(on_files):
    on_files.share('[[source]]\nid = "bad"\n')
    on_files.add("ambleford", top='shared = ["bad"]\n')
    on_files.add("thornby", extra='[desk]\naddress = "https://one.example"\n')
    on_files.add("wick", extra='[desk]\naddress = "https://ONE.example:444"\n')
    (on_files.folder / "desks" / "Old Desk").mkdir()
    found = run(on_files, "check")
    assert found.code == 2
    for fault in (
        "desks.toml:1:1: source.name: it is missing",
        'desks/ambleford/sources.toml:1:11: shared: desks.toml has no source "bad"',
        "the folder desks/Old Desk is no desk",
        "The desk wick has the host of thornby in its address",
    ):
        assert fault in found.out
    for folder in ("ambleford", "thornby"):
        assert f"desks/{folder}/sources.toml:2" not in found.out


def test_a_copy_of_one_desk_is_put_back_into_that_desk_alone(house, tmp_path):
    names = ("ambleford", "thornby")
    for name in names:
        house.add(name)
        assert run(house, "--desk", name, "user", "add", f"Ada of {name}").code == 0
    copy = tmp_path / "ambleford-copy"
    assert run(house, "--desk", "ambleford", "backup", copy).code == 0
    for name in names:
        assert run(house, "--desk", name, "user", "add", "Too late").code == 0
    restored = run(house, "--desk", "ambleford", "restore", copy, "--replace")
    assert restored.code == 0, restored.err
    found = {}
    for name in names:
        with house.parts(name) as parts:
            found[name] = {one.name for one in everybody(parts.database)}
    assert found == {
        "ambleford": {"Ada of ambleford"},
        "thornby": {"Ada of thornby", "Too late"},
    }


@pytest.mark.postgresql
def test_nothing_is_copied_before_a_restore_that_an_open_desk_forbids(
    on_server, tmp_path
):
    on_server.add("ambleford")
    assert run(on_server, "--desk", "ambleford", "backup", tmp_path / "copy").code == 0
    again = "--desk", "ambleford", "restore", tmp_path / "copy", "--replace"
    with on_server.parts("ambleford") as parts, parts.database.reading():
        refused = run(on_server, *again)
    assert refused.code != 0
    assert "open in another program" in refused.err
    assert not [*(on_server.desk("ambleford") / "data").glob("before-restore-*")]
    assert run(on_server, *again).code == 0


def test_doctor_speaks_for_each_desk_and_stops_at_none(on_files):
    on_files.add("ambleford")
    on_files.add("thornby")
    (on_files.desk("ambleford") / "sources.toml").write_text("[council", "utf-8")
    found = run(on_files, "doctor")
    assert found.code == 1
    assert "ambleford: sources.toml:1:" in found.out
    assert "thornby: Nobody can sign in" in found.out


@pytest.mark.postgresql
def test_doctor_tells_a_right_that_a_login_should_not_have(on_server):
    for name in ("ambleford", "thornby"):
        on_server.add(name)
    roles = [on_server.login(name).role for name in ("thornby", "ambleford")]
    with psycopg.connect(on_server.database, autocommit=True) as owner:
        owner.execute("GRANT {} TO {}".format(*roles))
    found = run(on_server, "doctor")
    assert f"ambleford: The login {roles[1]} is a member of other roles" in found.out
    assert f"The login {roles[0]} is" not in found.out


@pytest.mark.postgresql
def test_a_desk_is_closed_for_good_as_the_documents_say(on_server):
    for name in ("ambleford", "thornby"):
        on_server.add(name)
    login = on_server.login("ambleford")
    on_server.desk("ambleford").rename(on_server.folder / "desks" / ".ambleford")
    with psycopg.connect(on_server.database, autocommit=True) as owner:
        name = owner.info.dbname
        owner.execute(f"DROP SCHEMA {login.schema} CASCADE")
        owner.execute(f"REVOKE CONNECT ON DATABASE {name} FROM {login.role}")
        owner.execute(f"DROP ROLE {login.role}")
    assert run(on_server, "desks", "--json").out.count('"desk"') == 1
    assert run(on_server, "--desk", "thornby", "queue").code == 0
    assert run(on_server, "desk", "add", "ambleford").code == 0
    assert run(on_server, "--desk", "ambleford", "queue").code == 0


@pytest.mark.postgresql
def test_a_secret_that_is_missing_or_open_is_told_with_what_to_do(on_server):
    on_server.add("ambleford")
    secret = on_server.folder / "secret"
    assert secret.stat().st_mode & 0o077 == 0
    secret.chmod(0o644)
    found = run(on_server, "--desk", "ambleford", "queue")
    assert (found.code, "chmod 600" in found.err) == (2, True)
    secret.unlink()
    found = run(on_server, "--desk", "ambleford", "queue")
    assert (found.code, "there is no secret" in found.err) == (2, True)


def test_desks_share_no_file_whoever_names_one(on_files, monkeypatch):
    on_files.add("ambleford")
    monkeypatch.setenv("AGGREGATOR_DATABASE", "sqlite:///one-for-all.db")
    found = run(on_files, "--desk", "ambleford", "queue")
    assert (found.code, "AGGREGATOR_DATABASE names a file" in found.err) == (2, True)
    monkeypatch.delenv("AGGREGATOR_DATABASE")
    (on_files.folder / "desks.toml").write_text('database = "sqlite:///a.db"', "utf-8")
    found = run(on_files, "--desk", "ambleford", "queue")
    assert (found.code, "desks share no SQLite file" in found.err) == (2, True)


def test_a_folder_with_one_desk_becomes_one_of_several_by_being_moved(tmp_path, house):
    house.add("thornby")
    before = house.desk("thornby").rename(tmp_path / "desks" / "wick")
    assert run(house, "desk", "add", "wick").code == 0
    assert (before / "sources.toml").read_text("utf-8").count("Thornby") == 1
    assert run(house, "--desk", "wick", "queue").code == 0
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "sources.toml").write_text("", "utf-8")
    refused = CliRunner().invoke(main, ["desk", "add", "x", "--config", str(alone)])
    assert refused.exit_code == 1
    assert "is one desk, not several" in refused.stderr


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("desks",), "aggregator desk add NAME"),
        (("serve", "--only", "thornby"), "has one desk, so leave out --only"),
        (("--desk", "thornby", "queue"), "has one desk, so leave out --desk"),
    ],
)
def test_a_folder_with_one_desk_has_no_others_to_speak_of(tmp_path, said, told):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    refused = CliRunner().invoke(main, ["--config", str(tmp_path), *said])
    assert refused.exit_code == 2
    assert told in refused.stderr
