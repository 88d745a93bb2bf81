"""Whether an installation can be spread over several machines."""

import os
from pathlib import Path

from aggregator.config.load import load
from aggregator.store.machines.schema import require_shareable


def require_machines(directory: Path) -> None:
    """Let an installation pass that several machines can share.

    Raises:
        ConfigurationError: `sources.toml` cannot be used.
        StoreError: its database is a file, or something is not installed.
    """
    require_shareable(load(directory, os.environ).database)
