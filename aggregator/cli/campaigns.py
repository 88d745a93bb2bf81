"""Campaigns, from a terminal."""

from pathlib import Path

import click

from aggregator.cli.output import (
    command,
    json_option,
    print_json,
    print_table,
    say,
)
from aggregator.cli.place import config_option
from aggregator.desk.campaigns import progress
from aggregator.run.assemble import assembled


@click.command("campaigns")
@json_option
@config_option
@command
def campaigns_(as_json: bool, directory: Path) -> None:  # noqa: FBT001
    """How each campaign does against what was wanted."""
    with assembled(directory) as parts:
        configuration = parts.configuration
        found = progress(
            parts.database,
            configuration.campaigns,
            configuration.council.timezone,
            parts.clock(),
        )
    if as_json:
        print_json(
            {
                "id": one.campaign.id,
                "name": one.campaign.name,
                "starts": one.campaign.starts.isoformat(),
                "ends": one.campaign.ends.isoformat(),
                "posted": one.posted,
                "approved": one.planned,
                "waiting": one.waiting,
                "wanted": one.campaign.posts,
                "says": one.sentence,
            }
            for one in found
        )
    elif not found:
        say("There is none: write a [[campaign]] into sources.toml")
    for one in () if as_json else found:
        counts = f"{one.posted} posted, {one.planned} approved, {one.waiting} waiting"
        print_table(
            (one.campaign.id, one.campaign.name),
            [("", f"{one.sentence}."), ("", counts)],
        )
