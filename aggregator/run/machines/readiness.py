"""Whether an installation can be spread over several machines."""

import os
from pathlib import Path

from aggregator.config.installation import is_installation, read_installation
from aggregator.config.load import load
from aggregator.store.machines.schema import require_shareable


def require_machines(directory: Path) -> None:
    """Let an installation pass that several machines can share.

    Raises:
        ConfigurationError: `sources.toml` or `desks.toml` cannot be used.
        StoreError: its database is a file, or something is not installed.
    """
    if is_installation(directory):
        database = read_installation(directory, os.environ).database
    else:
        database = load(directory, os.environ).database
    require_shareable(database or "sqlite://")
