"""The commands, in the order in which a person needs them."""

import click

from aggregator import __version__
from aggregator.cli import (
    campaigns,
    desk,
    desks,
    digest,
    evidence,
    keeping,
    look,
    machines,
    opml,
    serve,
    setup,
)
from aggregator.cli.add import add
from aggregator.cli.output import log_to_stderr
from aggregator.cli.place import place_options


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aggregator")
@place_options
def main() -> None:
    """Council feeds in, tweet drafts in a queue, a person says yes.

    Exit codes: 0 done, 1 the work failed, 2 the arguments or the configuration
    are wrong.
    """
    log_to_stderr()


for command in (
    *(setup.init, add, setup.check, setup.doctor, setup.demo),
    *(opml.opml, digest.digest),
    campaigns.campaigns_,
    *(look.try_, look.poll, look.items, look.stories, look.compose, look.measure_),
    *(desk.queue, desk.approve, desk.reject, desk.hold, desk.release, desk.user),
    *(desks.desks, desks.desk),
    *(serve.serve, machines.scheduler, machines.worker),
    *(
        evidence.report_,
        evidence.export,
        evidence.plan,
        keeping.backup,
        keeping.restore,
    ),
):
    main.add_command(command)
