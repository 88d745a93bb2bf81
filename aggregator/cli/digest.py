"""What the editors would be told about the sources, and telling them now."""

import sys
from pathlib import Path

import click

from aggregator.cli.output import FAILED, command, say
from aggregator.cli.place import config_option
from aggregator.deliver.editors import send
from aggregator.desk.digest import Digest
from aggregator.model.errors import RefusedError
from aggregator.run.assemble import Parts, assembled
from aggregator.run.digesting import message_now, places


@click.command()
@click.option("--send", "sending", is_flag=True, help="Send it now, whatever is due.")
@config_option
@command
def digest(sending: bool, directory: Path) -> None:  # noqa: FBT001
    """What the editors would be told today about the sources."""
    with assembled(directory) as parts:
        message = message_now(parts)
        if message is None:
            say("Every source is well: there is nothing to tell")
        else:
            click.echo(f"{message.title}\n\n{message.body}")
        if sending:
            _send(parts, message or _trial(parts))


def _trial(parts: Parts) -> Digest:
    title = f"{parts.configuration.council.name}: every source is well"
    return Digest(title=title, body="This message is only a trial.")


def _send(parts: Parts, message: Digest) -> None:
    if not parts.configuration.digest.send_to:
        raise RefusedError(
            "Nobody is named to send it to",
            remedy='write send_to = ["env:NAME"] below [digest] in sources.toml',
        )
    wrong = send(places(parts), message.title, message.body)
    for sentence in wrong:
        say(sentence)
    if wrong:
        sys.exit(FAILED)
    say("Sent")
