"""A step adds; it takes nothing away that the release before still uses.

While a deploy is under way, programs of both releases use one database. So what goes
goes in two releases: the first does without it in `store/tables/`, the second drops it
in a step that says `serves_from`. `previous_release.json` has what the last release
uses: `python -m tests.migrations.previous_release` writes it, with each release.
"""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from aggregator.store.migrate import configuration

SNAPSHOT = Path(__file__).with_name("previous_release.json")
SCRIPT = ScriptDirectory.from_config(configuration())
STEPS = [step.revision for step in reversed(list(SCRIPT.walk_revisions()))]
# Steps from before programs of two releases ran side by side.
FIRST = STEPS.index("0034")


def columns(connection):
    """Each column, and whether a row must say it."""
    looking = inspect(connection)
    return {
        (table, column["name"]): not column["nullable"]
        and column["default"] is None
        and column.get("autoincrement") is not True
        for table in looking.get_table_names()
        for column in looking.get_columns(table)
    }


def faults(before, after, in_use, serves_from=None):
    """What a step does that a program of the release before would fall over."""
    found = []
    for column in sorted(before.keys() - after.keys()):
        name = ".".join(column)
        if list(column) in in_use:
            found.append(f"{name} goes, and the release before still uses it")
        elif serves_from is None:
            found.append(f"{name} goes, and the step has no serves_from")
    for column, owed in sorted(after.items()):
        table_is_old = any(column[0] == table for table, _ in before)
        if owed and table_is_old and not before.get(column, False):
            found.append(f"{'.'.join(column)} is owed, and older programs leave it out")
    return found


def take(connection, revision):
    steps = configuration()
    steps.attributes["connection"] = connection
    command.upgrade(steps, revision)


@pytest.mark.parametrize("number", range(FIRST, len(STEPS)))
def test_a_step_takes_nothing_away_that_the_release_before_uses(
    number, tmp_path, opened
):
    database = opened(f"sqlite:///{tmp_path / 'steps.db'}")
    with database.transaction() as connection:
        take(connection, STEPS[number - 1])
        before = columns(connection)
        take(connection, STEPS[number])
        after = columns(connection)
    in_use = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    declared = getattr(SCRIPT.get_revision(STEPS[number]).module, "serves_from", None)
    assert faults(before, after, in_use, declared) == []


def test_what_the_release_before_uses_is_there(address, opened):
    in_use = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    with opened(address).transaction() as connection:
        there = columns(connection)
    assert [one for one in in_use if tuple(one) not in there] == []


BEFORE = {("drafts", "id"): True, ("drafts", "tone"): False}


@pytest.mark.parametrize(
    ("after", "serves_from", "wanted"),
    [
        ({**BEFORE, ("drafts", "new"): False}, None, []),
        ({**BEFORE, ("new", "id"): True}, None, []),
        (
            {("drafts", "id"): True},
            None,
            ["drafts.tone goes, and the step has no serves_from"],
        ),
        ({("drafts", "id"): True}, "0040", []),
        (
            {("drafts", "tone"): False, ("drafts", "number"): False},
            "0040",
            ["drafts.id goes, and the release before still uses it"],
        ),
        (
            {**BEFORE, ("drafts", "new"): True},
            None,
            ["drafts.new is owed, and older programs leave it out"],
        ),
        (
            {**BEFORE, ("drafts", "tone"): True},
            None,
            ["drafts.tone is owed, and older programs leave it out"],
        ),
    ],
)
def test_a_step_that_would_break_the_release_before_is_found(
    after, serves_from, wanted
):
    assert faults(BEFORE, after, [["drafts", "id"]], serves_from) == wanted
