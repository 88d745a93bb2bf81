"""Several desks in one installation: which there are, and one more."""

import os
from pathlib import Path

import click

from aggregator.cli.output import command, json_option, print_json, print_table, say
from aggregator.cli.place import installation_option
from aggregator.run.desks import add_desk, listed


@click.command()
@json_option
@installation_option
@command
def desks(as_json: bool, directory: Path) -> None:  # noqa: FBT001
    """The desks of an installation, each with where it is and whether it opens."""
    found = listed(directory, os.environ)
    if as_json:
        print_json(
            {
                "desk": one.name,
                "folder": str(one.folder),
                **({"council": one.council} if one.council else {}),
                **({"address": one.address} if one.address else {}),
                **({"wrong": one.wrong} if one.wrong else {}),
            }
            for one in found
        )
        return
    print_table(
        ("Desk", "Council", "Address", ""),
        (
            (one.name, one.council or "", one.address or "", one.wrong or "")
            for one in found
        ),
    )
    say(f"{len(found)} {'desk' if len(found) == 1 else 'desks'}")


@click.group()
def desk() -> None:
    """One more desk in an installation."""


@desk.command("add")
@click.argument("name")
@installation_option
@command
def add(name: str, directory: Path) -> None:
    """Make a desk called NAME: its folder, and its place in the database."""
    folder = add_desk(directory, name, os.environ)
    say(f"The desk {name} is in {folder}")
    say(f"Next: put its addresses into {folder / 'sources.toml'}, then write:")
    say(f"  aggregator --desk {name} check")
    say(f'  aggregator --desk {name} user add "Your name" --role editor')
