"""What commands print: data on stdout, everything said to a person on stderr."""

import ipaddress
import json
import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, ParamSpec

import click
import structlog
from rich.console import Console
from rich.table import Table

from aggregator.model.draft import Finding
from aggregator.model.errors import AggregatorError, ConfigurationError, ItemError

FAILED = 1
WRONG = 2

# How an address of the council's own network is allowed on the command line.
ALLOW = "if it is a server of your own network, add: --allow-private {network}"

P = ParamSpec("P")

said = Console(stderr=True, highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """A sentence for the person, on stderr."""
    said.print(message, markup=False)


def finding_json(finding: Finding) -> dict[str, str]:
    """What a check says; `fix` is the whole text put right, where there is one."""
    told = {
        "rule": finding.rule,
        "message": finding.message,
        "severity": finding.severity.value,
        "source": finding.source,
    }
    return {**told, "fix": finding.fix} if finding.fix is not None else told


def print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line on stdout, and nothing else there."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def print_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Rows for a person to read, on stdout."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    # A pipe has no width of its own: long cells stay on their line there.
    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(table)


def log_to_stderr(level: int = logging.ERROR) -> None:
    """One line an outcome, on stderr; commands say in words what they did."""
    pretty = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
        if pretty
        else structlog.processors.LogfmtRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def command(function: Callable[P, None]) -> Callable[P, None]:
    """Errors become their sentence on stderr and an exit code: 1 failed, 2 wrong."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except (ConfigurationError, ItemError) as error:
            say(str(error))
            sys.exit(WRONG)
        except AggregatorError as error:
            say(str(error))
            sys.exit(FAILED)

    return run


def private_networks(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """The networks that were given, as long as they are networks."""
    for one in given:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            raise click.BadParameter(
                f"{one!r} is not a network; write one such as 10.1.2.0/24"
            ) from None
    return given


json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line."
)
