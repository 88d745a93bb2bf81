"""What one of several desks may use of what the program can reach: its own alone.

All desks of a process have one environment and one set of files. A desk's
`sources.toml` says where its secrets are, and must not be able to name another's.
"""

from collections.abc import Mapping
from pathlib import Path

from aggregator.config.installation import home_of
from aggregator.model.errors import RefusedError


def prefix_of(desk: str) -> str:
    """How a desk's variables begin; with two underscores, as one name begins others."""
    return f"AGGREGATOR_DESK_{desk.upper().replace('-', '_')}__"


def own_environment(
    directory: Path, environment: Mapping[str, str]
) -> Mapping[str, str]:
    """The variables that may be named in this folder."""
    home = home_of(directory)
    if home is None:
        return environment
    prefix = prefix_of(home.desk)
    return {key: one for key, one in environment.items() if key.startswith(prefix)}


def require_own_file(directory: Path, path: Path) -> None:
    """Let a file pass that is this desk's, or lies outside of the installation.

    Raises:
        RefusedError: it is another desk's, or the installation's.
    """
    home = home_of(directory)
    if home is None:
        return
    file, ours = path.resolve(), directory.resolve()
    if file.is_relative_to(home.directory) and not file.is_relative_to(ours):
        raise RefusedError(
            f"{path} is not a file of the desk {home.desk}",
            remedy=f"put it into {ours}",
        )


def require_own_variable(directory: Path, name: str) -> None:
    """Let a variable's name pass that is this desk's.

    Raises:
        RefusedError: it may be another desk's.
    """
    home = home_of(directory)
    if home is not None and not name.startswith(prefix := prefix_of(home.desk)):
        raise RefusedError(
            f"The desk {home.desk} cannot use the environment variable {name}",
            remedy=f"call it {prefix}{name}, and name it so",
        )
