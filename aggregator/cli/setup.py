"""Set an installation up, and see whether it is well."""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from aggregator.cli.desk import print_link
from aggregator.cli.output import FAILED, WRONG, command, say
from aggregator.cli.place import desks_in, desks_option
from aggregator.cli.serve import (
    address_of,
    host_option,
    listening,
    port_option,
    serve_until_stopped,
)
from aggregator.config import init as starter
from aggregator.config.installation import (
    DESKS,
    is_installation,
    read_installation,
)
from aggregator.config.load import check as faults_in
from aggregator.config.load import template_texts
from aggregator.demo import evening, handed_in, past
from aggregator.demo.configuration import sources_toml
from aggregator.demo.partner import create_network, write_secrets
from aggregator.demo.server import serving
from aggregator.demo.town import create_town
from aggregator.desk import people, submissions
from aggregator.drafts.templates import load_templates
from aggregator.model.council import Role
from aggregator.model.errors import (
    AggregatorError,
    Fault,
    StoreError,
    TemplateError,
)
from aggregator.run.accounts import examine_accounts
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.desks import at_one_host
from aggregator.run.doctor import examine, lacking, remarks
from aggregator.run.machines.examining import machines_of_desks, right, wrong


@click.command()
@click.argument(
    "directory", type=click.Path(file_okay=False, path_type=Path), default=Path()
)
@command
def init(directory: Path) -> None:
    """Write a commented sources.toml and templates/ into DIRECTORY."""
    starter.init(directory)
    say(f"Wrote {directory / 'sources.toml'} and {directory / 'templates'}/")
    say("Next: put your council's addresses in, then: aggregator check")


@click.command()
@desks_option
@command
def check(directory: Path) -> None:
    """Validate sources.toml and templates/; every fault at once."""
    faults, missing = _faults_together(directory), None
    for name, folder in desks_in(directory):
        found = _faults_of(folder)
        where = f"{DESKS}/{name}/" if name else ""
        faults += [str(replace(one, file=f"{where}{one.file}")) for one in found]
        if not found:
            missing = missing or lacking(folder)
    for fault in faults:
        click.echo(fault)
    if faults:
        say(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}")
        sys.exit(WRONG)
    if missing:
        say(missing)
        sys.exit(WRONG)
    say("sources.toml and templates are well")


def _faults_together(directory: Path) -> list[str]:
    """What is wrong with what several desks have in common."""
    if not is_installation(directory):
        return []
    installation = read_installation(directory, os.environ)
    return [*map(str, installation.faults), *at_one_host(directory, os.environ)]


def _faults_of(directory: Path) -> list[Fault]:
    faults = list(faults_in(directory))
    try:
        load_templates(template_texts(directory))
    except TemplateError as error:
        faults += error.faults
    return faults


@click.command()
@desks_option
@command
def doctor(directory: Path) -> None:
    """Is this installation well? One sentence a finding."""
    findings: list[str] = []
    if is_installation(directory):
        findings += [
            str(one) for one in read_installation(directory, os.environ).faults
        ]
        findings += at_one_host(directory, os.environ)
        told, unwell = _examined_machines(directory)
        for sentence in told:
            say(sentence)
        findings += unwell
    for name, folder in desks_in(directory):
        told, unwell = _examined(folder) if not name else _examined_one(folder)
        for sentence in told:
            say(_of(name, sentence))
        findings += [_of(name, sentence) for sentence in unwell]
    for finding in findings:
        click.echo(finding)
    if findings:
        sys.exit(FAILED)
    say("All is well")


def _examined_machines(directory: Path) -> tuple[Sequence[str], Sequence[str]]:
    """The same of the schedulers and workers that all desks have together."""
    try:
        now_there = machines_of_desks(directory, os.environ)
    except StoreError as error:
        return (), (str(error),)
    if now_there is None:
        return (), ()
    return tuple(right(now_there)), tuple(wrong(now_there))


def _examined(directory: Path) -> tuple[Sequence[str], Sequence[str]]:
    """What to tell of a desk, and what is wrong with it."""
    with assembled(directory) as parts:
        well, unwell = examine_accounts(parts)
        return (*well, *remarks(parts)), (*examine(parts), *unwell)


def _examined_one(directory: Path) -> tuple[Sequence[str], Sequence[str]]:
    """The same for one of several: what keeps it closed is a finding as others are."""
    try:
        return _examined(directory)
    except AggregatorError as error:
        return (), (str(error),)


def _of(desk: str, sentence: str) -> str:
    return f"{desk}: {sentence}" if desk else sentence


@click.command()
@host_option
@port_option
@command
def demo(host: str, port: int) -> None:
    """A small council on this machine, and its desk; nothing is kept."""
    network = create_network(now)
    with (
        tempfile.TemporaryDirectory(prefix="aggregator-demo-") as folder,
        listening(host, port) as sock,
        serving(create_town(now)) as town,
        serving(network.app()) as x,
    ):
        directory = Path(folder)
        text = sources_toml(town, now().date(), x)
        (directory / "sources.toml").write_text(text, encoding="utf-8")
        write_secrets(directory / "x.toml")
        with assembled(directory) as parts:
            address = address_of(sock)
            say(f"The demo council is at {town}")
            say(f"X is a small server here, too; what it was told: {x}/told")
            say(f"Its desk is at {address}; Ctrl-C stops both")
            editor = people.add(parts.database, "Demo Editor", Role.EDITOR, now())
            colleague = people.add(
                parts.database, "Demo Colleague", Role.CONTRIBUTOR, now()
            )
            submissions.submit(
                parts.database,
                parts.configuration.council,
                colleague,
                submissions.Submission(text=handed_in.TEXT),
                now(),
            )
            past.post(parts, editor, now())
            evening.post(parts, editor, colleague, now())
            print_link(parts, editor, address)
            serve_until_stopped(parts, sock, cycles=True)
