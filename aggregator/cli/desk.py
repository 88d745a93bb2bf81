"""The desk from a terminal: whoever may run this is an editor."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from aggregator.cli.numbers import WholeNumber
from aggregator.cli.output import (
    command,
    finding_json,
    json_option,
    print_json,
    print_table,
    say,
)
from aggregator.cli.place import config_option
from aggregator.desk import cards, holds, people
from aggregator.desk import queue as decisions
from aggregator.desk.cards import Card
from aggregator.desk.decision import Decision
from aggregator.desk.planning import When, slots_of
from aggregator.model.council import Person, Role
from aggregator.model.draft import SENTENCES, State
from aggregator.model.errors import RefusedError
from aggregator.run.assemble import Parts, assembled
from aggregator.web.by_host import local_host

# Where `serve` listens unless it is told otherwise.
USUAL_ADDRESS = "http://127.0.0.1:8000"
_address_option = click.option(
    "--address",
    metavar="URL",
    help="Where people open the desk (default: the address of [desk] in sources.toml, "
    f"else {USUAL_ADDRESS}).",
)
_draft_argument = click.argument("draft", type=WholeNumber(1), metavar="ID")


def terminal_person() -> Person:
    """Whoever sits at the terminal; the files are theirs, so they decide."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        name = "somebody"
    return Person(
        id=0,
        name=f"{name} (terminal)",
        role=Role.EDITOR,
        has_password=False,
        created_at=datetime.fromtimestamp(0, UTC),
    )


@click.command()
@click.option(
    "--state",
    type=click.Choice([*(state.value for state in State), "all"]),
    default=State.WAITING.value,
    show_default=True,
    help="Which drafts.",
)
@json_option
@config_option
@command
def queue(state: str, as_json: bool, directory: Path) -> None:  # noqa: FBT001
    """The drafts that wait for a decision, most urgent first."""
    states = tuple(State) if state == "all" else (State(state),)
    with assembled(directory) as parts:
        rules = parts.configuration.checks
        shown = tuple(cards.every(parts.database, states, parts.clock(), rules=rules))
    if as_json:
        print_json(_card_json(card) for card in shown)
        return
    for card in shown:
        _show(card)
    say(f"{len(shown)} {'drafts' if len(shown) != 1 else 'draft'}")


@click.command()
@_draft_argument
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    help="When, where the council is: 2026-12-05T10:30 (default: now).",
)
@click.option("--slot", is_flag=True, help="In the account's next free slot.")
@click.option(
    "--as-it-is", is_flag=True, help="Pass somebody's post on, without words of ours."
)
@json_option
@config_option
@command
def approve(  # noqa: PLR0917  as many as it has options
    draft: int,
    at: datetime | None,
    slot: bool,  # noqa: FBT001
    as_it_is: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """Draft ID may go out: now, at a time, or in the next free slot."""
    if at is not None and slot:
        raise click.UsageError("a time or a slot, not both")
    with assembled(directory) as parts:
        when = _when(parts, draft, at, slot=slot)
        rules = parts.configuration.checks
        decision = _decision(parts, draft)
        decisions.approve(
            parts.database, decision, when, rules=rules, as_it_is=as_it_is
        )
        _report(parts, draft, as_json=as_json)


@click.command()
@_draft_argument
@click.option("--reason", required=True, help="Why; it is kept and counted.")
@json_option
@config_option
@command
def reject(
    draft: int,
    reason: str,
    as_json: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """Draft ID shall not go out."""
    with assembled(directory) as parts:
        decisions.reject(parts.database, _decision(parts, draft), reason)
        _report(parts, draft, as_json=as_json)


@click.command()
@click.option("--reason", required=True, help="Why; your colleagues will see it.")
@config_option
@command
def hold(reason: str, directory: Path) -> None:
    """Stop everything: nothing is approved or posted until release."""
    with assembled(directory) as parts:
        holds.hold(parts.database, terminal_person(), reason, parts.clock())
    say("Everything is on hold; let go with: aggregator release")


@click.command()
@config_option
@command
def release(directory: Path) -> None:
    """Let go of a hold; nothing fires by itself."""
    with assembled(directory) as parts:
        holds.release(parts.database, terminal_person(), parts.clock())
    say("Released; what waited is still waiting to be chosen")


@click.group()
def user() -> None:
    """The people who may sign in."""


@user.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.EDITOR.value,
    show_default=True,
    help="Editors decide; contributors look on.",
)
@click.option("--email", help="Where they sign in with the council's account.")
@_address_option
@config_option
@command
def add(
    name: str, role: str, email: str | None, address: str | None, directory: Path
) -> None:
    """Add NAME and print the link with which they sign in first."""
    with assembled(directory) as parts:
        person = people.add(parts.database, name, Role(role), parts.clock(), email)
        print_link(parts, person, address)


@user.command()
@click.argument("name")
@_address_option
@config_option
@command
def link(name: str, address: str | None, directory: Path) -> None:
    """Print a new sign-in link for NAME."""
    with assembled(directory) as parts:
        print_link(parts, people.named(parts.database, name), address)


@user.command()
@click.argument("name")
@click.argument("address")
@config_option
@command
def email(name: str, address: str, directory: Path) -> None:
    """Let NAME sign in with the council's account of that e-mail ADDRESS."""
    with assembled(directory) as parts:
        person = people.named(parts.database, name)
        people.keep_email(parts.database, person, address, parts.clock())
    say(f"{person.name} may sign in as {address}")


def print_link(parts: Parts, person: Person, address: str | None) -> None:
    """A link for one sign-in, on stdout so that it can be passed on.

    Without an address it begins with the one that the configuration names.
    """
    usual = f"http://{local_host(parts.desk)}:8000" if parts.desk else USUAL_ADDRESS
    address = address or parts.configuration.desk.address or usual
    token = people.invite(parts.database, person, parts.clock())
    say(f"{person.name} signs in once within a day with:")
    click.echo(f"{address.rstrip('/')}/sign-in/{token}")


def _when(parts: Parts, draft: int, at: datetime | None, *, slot: bool) -> When | None:
    council = parts.configuration.council
    if at is not None:
        moment = at.replace(tzinfo=ZoneInfo(council.timezone)).astimezone(UTC)
        return When(timezone=council.timezone, moment=moment)
    if not slot:
        return None
    network = cards.one(parts.database, draft, parts.clock()).draft.network
    slots = slots_of(council, network)
    if not slots:
        raise RefusedError(
            f"The account on {network} has no slots",
            remedy='give it some in sources.toml: slots = ["Mon-Fri 12:30"]',
        )
    return When(timezone=council.timezone, slots=slots)


def _decision(parts: Parts, draft: int) -> Decision:
    card = cards.one(parts.database, draft, parts.clock())
    return Decision(
        person=terminal_person(),
        draft=draft,
        revision=card.draft.revision,
        now=parts.clock(),
    )


def _report(parts: Parts, draft: int, *, as_json: bool) -> None:
    rules = parts.configuration.checks
    card = cards.one(parts.database, draft, parts.clock(), rules=rules)
    if as_json:
        print_json([_card_json(card)])
    say(f"Draft {draft}: {SENTENCES[card.draft.state]}")


def _card_json(card: Card) -> dict[str, Any]:
    draft = card.draft
    row = {
        "id": draft.id,
        "state": draft.state.value,
        "network": draft.network,
        "kind": draft.kind.value,
        "text": draft.text,
        "length": card.measured.length,
        "limit": card.measured.limit,
        "why": draft.why,
        "story": draft.story,
        "sources": list(card.story.sources) if card.story else None,
        "link": draft.link,
        "image": draft.image,
        "useful_until": draft.useful_until and draft.useful_until.isoformat(),
        "created_at": draft.created_at.isoformat(),
        "decided_at": draft.decided_at and draft.decided_at.isoformat(),
        "decided_by": draft.decided_by,
        "reason": draft.reason,
        "findings": [finding_json(one) for one in card.findings],
    }
    return {name: value for name, value in row.items() if value is not None}


def _show(card: Card) -> None:
    draft = card.draft
    print_table(
        (f"{draft.id}", f"{draft.kind}, {SENTENCES[draft.state].lower()}"),
        [
            ("", draft.text),
            ("", f"{card.measured.length} of {card.measured.limit}. {draft.why}"),
            *(("", finding.message) for finding in card.findings),
        ],
    )
    click.echo()
