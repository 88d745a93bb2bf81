"""Find what an address offers, and put the chosen source into `sources.toml`."""

import asyncio
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from aggregator.cli.numbers import WholeNumber
from aggregator.cli.output import (
    ALLOW,
    command,
    json_option,
    print_json,
    private_networks,
    say,
)
from aggregator.cli.place import config_option
from aggregator.config.edit import add_source, free_id
from aggregator.config.load import FILE
from aggregator.config.write import rewrite
from aggregator.model.errors import FetchError, ReadError, RefusedError
from aggregator.read.discover import Proposal
from aggregator.run.clock import now
from aggregator.run.proposing import propose
from aggregator.run.trial import prepared
from aggregator.run.typed import as_typed


@click.command()
@click.argument("url")
@click.option(
    "--choose", type=WholeNumber(1), metavar="N", help="Add proposal N at once."
)
@click.option("--name", help="How editors shall call it.")
@click.option(
    "--allow-private",
    "private",
    multiple=True,
    callback=private_networks,
    metavar="NET",
    help="A private network it may be in, such as 10.1.2.0/24.",
)
@json_option
@config_option
@command
def add(  # noqa: PLR0917 - click gives options by name
    url: str,
    choose: int | None,
    name: str | None,
    private: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """Find feeds, calendars, structured data and lists at URL, and add one."""
    bench = prepared(directory, now)
    try:
        found = asyncio.run(propose(bench, url, private))
    except (FetchError, ReadError) as error:
        raise as_typed(error, url, ALLOW) from error
    if not found:
        raise RefusedError(
            f"Nothing at {url} can be read as a feed, a calendar, data or a list",
            remedy="try the page that lists the events or news themselves",
        )
    if as_json:
        print_json(_row(number, one) for number, one in enumerate(found, start=1))
    else:
        _show(found)
    if choose is None and not as_json and sys.stdin.isatty():
        choose = click.prompt("Add which", type=WholeNumber(1, len(found)), err=True)
    if choose is None:
        say("Nothing is added yet: say which with --choose N")
        return
    if choose > len(found):
        raise click.UsageError(
            f"there is no proposal {choose}; the last is {len(found)}"
        )
    _write(directory, found[choose - 1], name, private)


def _show(found: tuple[Proposal, ...]) -> None:
    for number, one in enumerate(found, start=1):
        entries = "1 entry" if one.entries == 1 else f"{one.entries} entries"
        click.echo(f"{number}. {one.name}: {one.why} ({one.format}, {entries})")
        click.echo(f"   {one.url}")
        for example in one.examples:
            click.echo(f"   - {example}")


def _row(number: int, one: Proposal) -> dict[str, Any]:
    row = {
        "number": number,
        "name": one.name,
        "url": one.url,
        "format": one.format,
        "kind": one.kind.value if one.kind else None,
        "why": one.why,
        "entries": one.entries,
        "examples": list(one.examples),
        "follow": one.follow,
        "follow_only": one.follow_only,
        "pages": one.pages,
        "page": _rules(one),
    }
    return {key: value for key, value in row.items() if value is not None}


def _rules(one: Proposal) -> dict[str, str] | None:
    if one.page is None:
        return None
    return {key: value for key, value in asdict(one.page).items() if value}


def _write(
    directory: Path, one: Proposal, name: str | None, private: tuple[str, ...]
) -> None:
    title = name or one.name
    chosen: list[str] = []

    def change(text: str) -> str:
        chosen.append(free_id(text, title))
        values = {
            "id": chosen[0],
            "name": title,
            "url": one.url,
            "kind": one.kind.value if one.kind else None,
            "format": one.format,
            "allow_private": list(private),
            "follow": one.follow,
            "follow_only": one.follow_only,
            "pages": one.pages,
            "page": _rules(one),
        }
        return add_source(text, values)

    path = directory / FILE
    if not path.exists():
        raise RefusedError(
            f"There is no {FILE} in {directory.resolve()}",
            remedy="write one with: aggregator init",
        )
    rewrite(path, change, now())
    say(f"Added {chosen[0]} to {path}; look at it with: aggregator try {chosen[0]}")
