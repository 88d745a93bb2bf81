"""A report as one HTML file, as CSV, as PDF."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader

from aggregator.evidence.report_parts import Bars, Cell, Report, plain
from aggregator.model.colour import lighter
from aggregator.model.errors import RefusedError

# A spreadsheet takes a cell that begins so for a formula, and runs it
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 100.0
# Bars are pale, so that the range drawn over them is seen.
_OF_WHITE = 0.5


def html(report: Report) -> str:
    """One file that needs nothing else: for a screen, paper and a screen reader."""
    return _environment(report).get_template("report.html").render(report=report)


def pictures(timezone: str) -> Mapping[str, Callable[..., object]]:
    """The filters that a page needs to show a report's parts."""
    zone = ZoneInfo(timezone)

    def moment(value: datetime) -> str:
        there = value.astimezone(zone)
        return f"{there:%a} {there.day} {there:%b} {there.year}, {there:%H:%M}"

    return {"cell": cell, "scale": scale, "plain": plain, "said_at": moment}


def cell(value: Cell) -> str:
    """A cell as a person reads it; what is not known is empty."""
    if value is None:
        return ""
    return value if isinstance(value, str) else plain(value)


def scale(picture: Bars) -> float:
    """How wide one unit is, of a hundred."""
    longest = max((max(bar.value, bar.high or 0) for bar in picture.bars), default=0)
    return _WIDEST / longest if longest else 0


def as_csv(report: Report) -> str:
    """Every table of the report, one after the other, its name in the first column."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["Table", "Month", "Column", "Row", "Value"])
    for section in report.sections:
        for row in section.rows:
            for column, value in zip(section.columns[1:], row[1:], strict=True):
                known = "" if value is None else value
                writer.writerow(
                    [
                        harmless(part)
                        for part in (
                            section.title,
                            report.written_month,
                            column,
                            row[0] or "",
                            known,
                        )
                    ]
                )
    return written.getvalue()


def harmless(value: str | float) -> str | float:
    """A value that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def pdf(report: Report) -> bytes:
    """The HTML on paper.

    Raises:
        RefusedError: WeasyPrint or the Pango that it needs is not installed.
    """
    try:
        # It is an extra, and it fails on import where the system has no Pango.
        from weasyprint import HTML  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise RefusedError(
            f"A PDF needs WeasyPrint and Pango, and one of them is missing ({error})",
            remedy='install them: .venv/bin/pip install -e ".[pdf]", and on Debian '
            "apt install libpango-1.0-0 libharfbuzz-subset0; or take --format html",
        ) from error
    written: bytes = HTML(string=html(report), url_fetcher=_nothing).write_pdf()
    return written


def _nothing(url: str, *_: object, **__: object) -> None:
    """The report is complete in itself: nothing is fetched for it from anywhere."""
    raise ValueError(f"{url[:60]} is not part of the report")


def _environment(report: Report) -> Environment:
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PackageLoader("aggregator.evidence"),
    )
    environment.filters.update(pictures(report.timezone))
    environment.filters["tint"] = lambda colour: lighter(colour, _OF_WHITE)
    return environment
