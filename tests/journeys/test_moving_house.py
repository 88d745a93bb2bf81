"""The demo's council moves from SQLite to PostgreSQL and back, by two commands each."""

import asyncio
from datetime import timedelta

import pytest
from click.testing import CliRunner

from aggregator.cli.main import main
from aggregator.demo import evening, past
from aggregator.demo.configuration import sources_toml
from aggregator.demo.partner import create_network
from aggregator.demo.server import serving
from aggregator.demo.town import create_town
from aggregator.desk import holds, people
from aggregator.model.council import Role
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.cycle import cycle
from aggregator.store import audit, deliveries
from aggregator.store.likeness import likenesses
from tests.conftest import _new_database

pytestmark = pytest.mark.postgresql
COUNCIL = '[council]\nname = "Ambleford Libraries"\n'


def run(folder, *arguments):
    return CliRunner().invoke(main, [*arguments, "--config", str(folder)])


@pytest.fixture
def demo(tmp_path):
    """The demo's folder, filled by its own town."""
    folder = tmp_path / "demo"
    folder.mkdir()
    network = create_network(now)
    with serving(create_town(now)) as town, serving(network.app()) as x:
        text = sources_toml(town, now().date(), x)
        (folder / "sources.toml").write_text(text, encoding="utf-8")
        with assembled(folder) as parts:
            editor = people.add(parts.database, "Ada", Role.EDITOR, now())
            past.post(parts, editor, now())
            evening.post(parts, editor, editor, now())
            asyncio.run(cycle(parts))
    return folder


def house(tmp_path, name, database=None):
    folder = tmp_path / name
    folder.mkdir()
    line = f'database = "{database}"\n' if database else ""
    (folder / "sources.toml").write_text(line + COUNCIL, encoding="utf-8")
    return folder


def look(folder):
    with assembled(folder) as parts, parts.database.reading() as connection:
        held = likenesses(connection, lambda _what, _done: None)
        return held, audit.verify(connection)


def pictures(folder):
    album = folder / "data" / "pictures"
    return {path.name: path.read_bytes() for path in album.iterdir()}


def test_there_and_back_everything_is_equal(
    demo, tmp_path, postgresql, upgraded_template
):
    server = _new_database(postgresql, upgraded_template)
    there, back = house(tmp_path, "there", server), house(tmp_path, "back")
    before, lines = look(demo)
    assert before["items"].rows > 100
    assert before["deliveries"].rows > 10
    assert pictures(demo)
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    for folder, file, other in ((demo, one, there), (there, two, back)):
        made = run(folder, "backup", file)
        assert made.exit_code == 0, made.stderr
        restored = run(other, "restore", file, "--no-hold")
        assert restored.exit_code == 0, restored.stderr
        assert "checked equal" in restored.stderr
        assert look(other) == (before, lines)
        assert pictures(other) == pictures(demo)


def test_what_was_planned_waits_for_a_person_after_a_restore(
    demo, tmp_path, postgresql, upgraded_template
):
    server = _new_database(postgresql, upgraded_template)
    there = house(tmp_path, "there", server)
    with assembled(demo) as parts, parts.database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE deliveries SET state = 'ready', address = NULL, posted_at = NULL "
            "WHERE id = (SELECT max(id) FROM deliveries)"
        )
    assert run(demo, "backup", str(tmp_path / "one")).exit_code == 0
    restored = run(there, "restore", str(tmp_path / "one"))
    assert "look at what is planned" in restored.stderr
    assert "aggregator release" in restored.stderr
    with assembled(there) as parts:
        assert holds.held(parts.database).by == audit.PROGRAM


def test_what_a_restore_replaces_on_postgresql_is_kept_as_a_backup(
    demo, tmp_path, postgresql, upgraded_template
):
    server = _new_database(postgresql, upgraded_template)
    there = house(tmp_path, "there", server)
    assert run(demo, "backup", str(tmp_path / "one")).exit_code == 0
    with assembled(there) as parts:
        people.add(parts.database, "Bob", Role.EDITOR, now() - timedelta(days=1))
    mine = look(there)
    refused = run(there, "restore", str(tmp_path / "one"))
    assert refused.exit_code == 1
    assert "is not empty" in refused.stderr
    assert look(there) == mine
    assert run(there, "restore", str(tmp_path / "one"), "--replace").exit_code == 0
    (kept,) = (there / "data").glob("before-restore-*.backup")
    assert run(there, "restore", str(kept), "--replace", "--no-hold").exit_code == 0
    assert look(there) == mine


def test_the_new_house_works(demo, tmp_path, postgresql, upgraded_template):
    server = _new_database(postgresql, upgraded_template)
    there = house(tmp_path, "there", server)
    assert run(demo, "backup", str(tmp_path / "one")).exit_code == 0
    assert run(there, "restore", str(tmp_path / "one"), "--no-hold").exit_code == 0
    listed = run(there, "queue", "--json")
    assert listed.stdout.splitlines()
    assert run(there, "hold", "--reason", "test").exit_code == 0
    with assembled(there) as parts, parts.database.reading() as connection:
        assert deliveries.how_many_need_attention(connection) == 0
        assert audit.verify(connection) > 1
