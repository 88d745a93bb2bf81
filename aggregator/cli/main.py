"""The commands, in the order in which a person needs them."""

from importlib import import_module

import click

from aggregator import __version__
from aggregator.cli.ending import end_in_order
from aggregator.cli.output import log_to_stderr
from aggregator.cli.place import place_options

# Each command's file and its function there. A file is loaded when its command is asked
# for: all of them take a second, which `--version` and `measure` need not cost.
COMMANDS = {
    "init": ("setup", "init"),
    "add": ("add", "add"),
    "check": ("setup", "check"),
    "doctor": ("setup", "doctor"),
    "demo": ("setup", "demo"),
    "opml": ("opml", "opml"),
    "digest": ("digest", "digest"),
    "campaigns": ("campaigns", "campaigns_"),
    "try": ("look", "try_"),
    "poll": ("look", "poll"),
    "items": ("look", "items"),
    "stories": ("look", "stories"),
    "compose": ("look", "compose"),
    "measure": ("look", "measure_"),
    "queue": ("desk", "queue"),
    "approve": ("desk", "approve"),
    "reject": ("desk", "reject"),
    "hold": ("desk", "hold"),
    "release": ("desk", "release"),
    "user": ("desk", "user"),
    "desks": ("desks", "desks"),
    "desk": ("desks", "desk"),
    "serve": ("serve", "serve"),
    "scheduler": ("machines", "scheduler"),
    "worker": ("machines", "worker"),
    "report": ("evidence", "report_"),
    "export": ("evidence", "export"),
    "plan": ("evidence", "plan"),
    "backup": ("keeping", "backup"),
    "restore": ("keeping", "restore"),
}

# They run until they are told to stop; a first word while they still begin counts.
SERVICES = ("serve", "scheduler", "worker")


class Commands(click.Group):
    """The group of all commands, of which only the one that is asked for is loaded."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Their names, in the order in which a person needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in SERVICES:
            end_in_order()
        file, name = COMMANDS[cmd_name]
        found = getattr(import_module(f"aggregator.cli.{file}"), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aggregator")
@place_options
def main() -> None:
    """Council feeds in, tweet drafts in a queue, a person says yes.

    Exit codes: 0 done, 1 the work failed, 2 the arguments or the configuration
    are wrong.
    """
    log_to_stderr()
