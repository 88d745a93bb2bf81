"""Is this installation well? One plain sentence a finding."""

import os
from pathlib import Path

from aggregator.config.load import load
from aggregator.desk.browse import source_health
from aggregator.model.health import UNWELL
from aggregator.run.assemble import Parts
from aggregator.store import people
from aggregator.store.database import missing_driver


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
        if not people.everybody(connection):
            findings.append(
                'Nobody can sign in; add an editor: aggregator user add "Your name"'
            )
        findings += [
            f"{row.source}: {row.sentence}"
            for row in source_health(parts.database).values()
            if row.health in UNWELL
        ]
    return tuple(findings)
