"""The safe copies, from a terminal."""

from pathlib import Path

import click

from aggregator.cli.output import command, say
from aggregator.cli.place import config_option
from aggregator.run.clock import elapsed
from aggregator.run.keeping import back_up, put_back

# Often enough for somebody who waits, and seldom enough for a log.
_SECONDS = 5.0


class _Progress:
    """A line on stderr from time to time, and none for what is quick."""

    def __init__(self) -> None:
        self._next = elapsed() + _SECONDS

    def __call__(self, what: str, done: int) -> None:
        if elapsed() >= self._next:
            self._next = elapsed() + _SECONDS
            say(f"{what}: {done:,}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@config_option
@command
def backup(file: Path, directory: Path) -> None:
    """Copy the database and the pictures into FILE, while everything goes on."""
    made = back_up(directory, file, _Progress())
    rows = sum(table.rows for table in made.tables.values())
    say(
        f"The database as it is now is in {file}: {len(made.tables)} tables, "
        f"{rows:,} rows, and {made.pictures:,} files of pictures"
    )


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--replace",
    is_flag=True,
    help="Empty a PostgreSQL first; what was in it is kept as a backup in data/.",
)
@click.option(
    "--no-hold",
    "holds",
    flag_value=False,
    default=True,
    help="Let what is planned go out: for a move during which nothing ran.",
)
@config_option
@command
def restore(
    file: Path,
    replace: bool,  # noqa: FBT001
    holds: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """Put FILE, a backup, in the place of the database; what was there is kept."""
    put = put_back(directory, file, replace=replace, holds=holds, told=_Progress())
    rows = sum(table.rows for table in put.restored.tables.values())
    say(
        f"The database is as it was in {file}, checked equal: "
        f"{len(put.restored.tables)} tables, {rows:,} rows; the history of who did "
        f"what is whole ({put.restored.audit_lines:,} lines); "
        f"{put.restored.pictures:,} files of pictures"
    )
    for path in put.kept:
        say(f"What was there before is kept in {path}")
    if put.hold is not None:
        say(f"Everything is on hold ({put.hold.reason}); let go: aggregator release")
