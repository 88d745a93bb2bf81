"""A desk's backup is that desk's alone, and comes back into its own place."""

import pytest
from click.testing import CliRunner

from aggregator.cli.main import main
from aggregator.desk import people
from aggregator.model.council import Role
from tests.builders import NOW


def run(house, *arguments):
    result = CliRunner().invoke(main, ["--config", str(house.folder), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def names(house, desk):
    with house.parts(desk) as parts:
        return [person.name for person in people.everybody(parts.database)]


@pytest.fixture
def two(house):
    for desk, name in (("ambleford", "Ada"), ("thornby", "Theo")):
        house.add(desk)
        with house.parts(desk) as parts:
            people.add(parts.database, name, Role.EDITOR, NOW)
    return house


def test_a_desk_comes_back_without_touching_its_neighbour(two, tmp_path):
    copy = str(tmp_path / "ambleford.backup")
    made = run(two, "backup", copy, "--desk", "ambleford")
    assert made.exit_code == 0, made.stderr
    for desk in ("ambleford", "thornby"):
        with two.parts(desk) as parts:
            people.add(parts.database, "Bob", Role.EDITOR, NOW)
    back = run(two, "restore", copy, "--desk", "ambleford", "--replace")
    assert back.exit_code == 0, back.stderr
    assert "checked equal" in back.stderr
    assert names(two, "ambleford") == ["Ada"]
    assert names(two, "thornby") == ["Bob", "Theo"]


def test_a_desk_may_move_into_another_place(two, tmp_path):
    copy = str(tmp_path / "ambleford.backup")
    assert run(two, "backup", copy, "--desk", "ambleford").exit_code == 0
    two.add("newtown")
    back = run(two, "restore", copy, "--desk", "newtown")
    assert back.exit_code == 0, back.stderr
    assert names(two, "newtown") == ["Ada"]
