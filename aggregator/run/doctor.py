"""Is this installation well? One plain sentence a finding."""

import os
from collections.abc import Iterator
from pathlib import Path

from aggregator.config.load import load
from aggregator.deliver.editors import reachable
from aggregator.desk.browse import source_health
from aggregator.model.health import UNWELL
from aggregator.run import elsewhere
from aggregator.run.assemble import Parts
from aggregator.run.digesting import places
from aggregator.run.machines import examining
from aggregator.store import digests, people
from aggregator.store.database import missing_driver
from aggregator.store.provide import too_free


def lacking(directory: Path) -> str | None:
    """What the configured database needs and is not installed, and how to get it.

    Raises:
        ConfigurationError: `sources.toml` cannot be used.
    """
    missing = missing_driver(load(directory, os.environ).database)
    return str(missing) if missing else None


def examine(parts: Parts) -> tuple[str, ...]:
    """What is wrong and what to do about it; nothing if all is well."""
    findings = [str(fault) for fault in parts.configuration.faults]
    with parts.database.transaction() as connection:
        if parts.desk and not parts.database.is_sqlite:
            findings += too_free(connection)
        if not people.everybody(connection):
            findings.append(
                'Nobody can sign in; add an editor: aggregator user add "Your name"'
            )
    findings += [
        f"{row.source}: {row.sentence}"
        for row in source_health(parts.database).values()
        if row.health in UNWELL
    ]
    findings += [
        f"The daily message to the editors cannot be sent: {wrong}"
        for wrong in reachable(places(parts))
    ]
    findings += [
        f"The month's report cannot be sent: {wrong}"
        for wrong in reachable(places(parts, parts.configuration.report.send_to))
    ]
    findings += _unknown_messages(parts)
    if wrong := elsewhere.wrong(parts):
        findings.append(f"Nobody can sign in elsewhere: {wrong}")
    if machines := examining.machines_now(parts):
        findings += examining.wrong(machines)
    return tuple(findings)


def _unknown_messages(parts: Parts) -> Iterator[str]:
    """Each may have arrived: sent again by itself, it would come twice."""
    with parts.database.reading() as connection:
        names = digests.unknown(connection, parts.clock())
    for name in names:
        yield (
            f"The message to the editors of {name} was being sent when a program was "
            "killed, and may not have arrived; it is not sent again by itself. For the "
            "sources: aggregator digest --send; else the pages of the desk have it all"
        )


def remarks(parts: Parts) -> tuple[str, ...]:
    """What is worth knowing and not wrong."""
    rules = parts.configuration.digest
    if not rules.send_to:
        sentence = "No daily message goes to the editors: [digest] has no send_to"
    elif reachable(places(parts)):
        return _of_machines(parts)
    else:
        sentence = (
            f"The daily message to the editors can be sent, at {rules.at:%H:%M} while "
            "a source needs somebody; send one now with: aggregator digest --send"
        )
    return (sentence, *_of_machines(parts))


def _of_machines(parts: Parts) -> tuple[str, ...]:
    machines = examining.machines_now(parts)
    return tuple(examining.right(machines)) if machines else ()
