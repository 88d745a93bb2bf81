from pathlib import Path

import click

from aggregator.cli.main import main
from aggregator.drafts.checks import CHECKS
from aggregator.model.draft import MOVES, SENTENCES, State

TOP = Path(__file__).parents[2]


def commands(group, prefix=""):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def test_every_command_is_documented_and_says_what_it_does():
    text = (TOP / "docs" / "commands.md").read_text(encoding="utf-8")
    for name, command in commands(main):
        assert f"`{name}" in text, name
        assert command.help, name


def test_every_command_has_the_name_that_it_is_loaded_by():
    context = click.Context(main)
    for name in main.list_commands(context):
        assert main.get_command(context, name).name == name


def test_every_document_that_is_linked_is_there():
    for page in (TOP / "README.md", TOP / "CONTRIBUTING.md"):
        text = page.read_text(encoding="utf-8")
        for link in text.split("](")[1:]:
            target = link.split(")")[0].split("#")[0]
            assert target.startswith("http") or (TOP / target).exists(), target


def test_every_state_of_a_draft_has_its_sentence_and_its_moves():
    assert set(SENTENCES) == set(MOVES) == set(State)


def test_every_check_is_registered_once():
    assert len(set(CHECKS)) == len(CHECKS)
