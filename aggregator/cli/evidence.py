"""The evidence, from a terminal."""

import sys
from pathlib import Path

import click

from aggregator.cli.output import command, json_option, print_json, say
from aggregator.cli.place import config_option
from aggregator.evidence import export as open_data
from aggregator.evidence import written
from aggregator.evidence.month import Month, month_of, parse
from aggregator.run.assemble import Parts, assembled
from aggregator.run.plan import written as plan_written
from aggregator.run.reporting import made


@click.command("report")
@click.option(
    "--month", metavar="YYYY-MM", help="Which month (default: the one that ended last)."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "csv", "pdf"]),
    default="html",
    show_default=True,
    help="One file for a screen, for a spreadsheet or for paper.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it (default: standard output).",
)
@config_option
@command
def report_(month: str | None, form: str, output: Path | None, directory: Path) -> None:
    """What the month's posts did, for people who have no account here."""
    with assembled(directory) as parts:
        chosen = _month(parts, month)
        found = made(parts, chosen)
        if form == "pdf":
            content = written.pdf(found)
        else:
            text = written.html(found) if form == "html" else written.as_csv(found)
            content = text.encode()
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.write_bytes(content)
    say(f"The report of {chosen.name} is in {output}")


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["hootsuite", "buffer", "ics"]),
    default="ics",
    show_default=True,
    help="For one of two planners, or for a calendar.",
)
@click.option("--network", help="Only what goes out there.")
@config_option
@command
def plan(form: str, network: str | None, directory: Path) -> None:
    """What is approved and not out yet, for another program."""
    name = "plan.ics" if form == "ics" else f"{form}.csv"
    with assembled(directory) as parts:
        content = plan_written(parts, name, network)
    sys.stdout.buffer.write(content.encode())


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@json_option
@config_option
@command
def export(folder: Path, as_json: bool, directory: Path) -> None:  # noqa: FBT001
    """Write every post and reading into FOLDER, as CSV and JSON with a dictionary."""
    with assembled(directory) as parts:
        if as_json:
            print_json(open_data.as_rows(open_data.posts(parts.database)))
            return
        paths = open_data.export(parts.database, folder)
    for path in paths:
        click.echo(path)


def _month(parts: Parts, written_month: str | None) -> Month:
    timezone = parts.configuration.council.timezone
    if written_month is not None:
        return parse(written_month, timezone)
    return month_of(parts.clock(), timezone).previous
