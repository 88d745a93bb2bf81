"""Which folder a command works in, and which desk of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from aggregator.config.installation import (
    DESKS,
    Installation,
    folder_of,
    is_installation,
)
from aggregator.model.errors import NotFoundError

_DIRECTORY = "aggregator.directory"
_DESK = "aggregator.desk"
_SHOWN = 8

Command = TypeVar("Command", bound=Callable[..., Any])


def place_options(function: Command) -> Command:
    """`--config DIR --desk NAME` before the name of a command."""
    return _config(_remember, exposed=False)(_desk(function))


def config_option(function: Command) -> Command:
    """The folder of one desk: `--config DIR`, with `--desk NAME` for one of several."""
    return _config(_one)(_desk(function))


def desks_option(function: Command) -> Command:
    """The folder of one desk, or of an installation, whose desks are all meant then."""
    return _config(_one_or_all)(_desk(function))


def desks_in(directory: Path) -> tuple[tuple[str, Path], ...]:
    """The desks that a folder has, by name; one alone has none."""
    if not is_installation(directory):
        return (("", directory),)
    names = Installation(directory=directory).desks
    return tuple((name, directory / DESKS / name) for name in names)


def installation_option(function: Command) -> Command:
    """The folder of an installation."""
    return _config(_given)(function)


def _config(
    callback: Callable[..., object], *, exposed: bool = True
) -> Callable[[Command], Command]:
    return click.option(
        "--config",
        "directory",
        type=click.Path(file_okay=False, path_type=Path),
        callback=callback,
        metavar="DIR",
        help="The folder with sources.toml, templates/ and data/, or with desks.toml "
        "(default: this one).",
        expose_value=exposed,
    )


def _desk(function: Command) -> Command:
    return click.option(
        "--desk",
        callback=_remember_desk,
        is_eager=True,  # known by the time the folder is asked for
        expose_value=False,
        metavar="NAME",
        help="One of several desks.",
    )(function)


def _remember_desk(
    context: click.Context, _option: click.Parameter, given: str | None
) -> None:
    if given is not None:
        context.meta[_DESK] = given


def _remember(
    context: click.Context, _option: click.Parameter, given: Path | None
) -> None:
    if given is not None:
        context.meta[_DIRECTORY] = given


def _given(
    context: click.Context, _option: click.Parameter, given: Path | None
) -> Path:
    return given or context.meta.get(_DIRECTORY) or Path()


def _one_or_all(
    context: click.Context, option: click.Parameter, given: Path | None
) -> Path:
    directory = _given(context, option, given)
    desk = context.meta.get(_DESK)
    if desk is None:
        return directory
    if not is_installation(directory):
        raise click.UsageError(
            f"{directory.resolve()} has one desk, so leave out --desk"
        )
    try:
        return folder_of(directory, desk)
    except NotFoundError as error:
        raise click.UsageError(str(error)) from None


def _one(context: click.Context, option: click.Parameter, given: Path | None) -> Path:
    directory = _one_or_all(context, option, given)
    if not is_installation(directory):
        return directory
    desks = Installation(directory=directory).desks
    if not desks:
        raise click.UsageError("there is no desk yet; write: aggregator desk add NAME")
    shown = ", ".join(desks[:_SHOWN]) + (", ..." if len(desks) > _SHOWN else "")
    raise click.UsageError(
        f"{directory.resolve() / DESKS} has several desks: {shown}; "
        f"say which: --desk {desks[0]}"
    )
