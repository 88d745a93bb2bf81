"""Lists of feeds, as other programs exchange them."""

from pathlib import Path
from typing import Any

import click

from aggregator.cli.output import command, say
from aggregator.cli.place import config_option
from aggregator.config.edit import Values, add_sources, free_id
from aggregator.config.load import FILE, load
from aggregator.config.one import judge_source
from aggregator.config.opml import from_opml, to_opml
from aggregator.config.write import rewrite
from aggregator.model.errors import RefusedError
from aggregator.run.clock import now


@click.group()
def opml() -> None:
    """Take lists of feeds from other programs, and give them one."""


@opml.command("import")
@click.argument("file", type=click.File("rb"))
@config_option
@command
def import_(file: Any, directory: Path) -> None:  # noqa: ANN401  click's own file
    """Add the feeds of FILE (OPML; - is standard input) that are not there yet."""
    path = directory / FILE
    if not path.exists():
        raise RefusedError(
            f"There is no {FILE} in {directory.resolve()}",
            remedy="write one with: aggregator init",
        )
    configuration = load(directory, {})
    there = {source.url for source in configuration.sources}
    wanted = []
    for values in from_opml(file.read()):
        if values["url"] in there:
            continue
        trial = {**values, "id": "new"}
        _, faults = judge_source(trial, configuration.council.timezone)
        for fault in faults:
            say(
                f"{values['name']} is left out: {fault.key.removeprefix('source.')}: "
                f"{fault.wrong}"
            )
        if not faults:
            wanted.append(values)
    if not wanted:
        say("There is nothing new in this list")
        return
    added: list[str] = []

    def change(text: str) -> str:
        return add_sources(text, _with_ids(text, wanted, added))

    rewrite(path, change, now())
    for name in added:
        click.echo(name)
    say(f"Added {len(added)} to {path}; what is new is polled within the hour")


@opml.command("export")
@config_option
@command
def export(directory: Path) -> None:
    """Write the feeds of sources.toml as OPML on standard output."""
    configuration = load(directory, {})
    title = f"{configuration.council.name}: what we follow"
    click.echo(to_opml(configuration.sources, title), nl=False)


def _with_ids(text: str, wanted: list[Values], added: list[str]) -> list[Values]:
    found: list[Values] = []
    for values in wanted:
        added.append(free_id(text, values["name"], added))
        found.append({**values, "id": added[-1]})
    return found
