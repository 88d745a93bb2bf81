"""The report of the month that is over, sent on the first to those who want it."""

from functools import partial

from aggregator.desk.digest import Digest, is_due
from aggregator.evidence import written
from aggregator.evidence.month import Month, month_of
from aggregator.evidence.report_parts import Report
from aggregator.run.assemble import Parts
from aggregator.run.digesting import places, send_once
from aggregator.run.reporting import first_month, made
from aggregator.store import digests


def tell_of_month(parts: Parts) -> tuple[str, ...]:
    """Send last month's report if it has not gone yet; what went wrong.

    It goes on the first at the digest's time, and later where the program did not run
    then. A month in which nothing was posted has none.

    Raises:
        StoreError: the database cannot be used.
    """
    rules, council = parts.configuration.report, parts.configuration.council
    now = parts.clock()
    if not rules.send_to:
        return ()
    month = month_of(now, council.timezone).previous
    on_the_first = month_of(now, council.timezone).begins
    is_first = (now - on_the_first).days == 0
    if is_first and not is_due(now, parts.configuration.digest.at, council.timezone):
        return ()
    to = places(parts, rules.send_to)
    make = partial(message_of, parts, month)
    return send_once(parts, f"{digests.MONTH}{month.written}", to, make)


def message_of(parts: Parts, month: Month) -> Digest | None:
    """A month's report as a message; nothing where nothing was posted by its end."""
    first = first_month(parts)
    if first is None or first.begins > month.begins:
        return None
    report = made(parts, month)
    return Digest(
        title=f"{report.council} on social media, {month.name}",
        body=_in_words(report, parts.configuration.desk.address),
        file=(f"report-{month.written}.html", written.html(report).encode()),
    )


def _in_words(report: Report, address: str | None) -> str:
    lines = [report.headline, *report.highlights]
    if report.next_month:
        lines += ["What to try next month:", *(f"- {one}" for one in report.next_month)]
    lines.append("All of it is in the report that goes with this message.")
    if address:
        lines.append(f"{address.rstrip('/')}/report?month={report.written_month}")
    return "\n\n".join(lines)
