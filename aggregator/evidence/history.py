"""Every deed of a month as a file: who did what, with before and after."""

import csv
import io
from collections.abc import Iterator

from aggregator.evidence.month import Month
from aggregator.evidence.written import harmless
from aggregator.store import audit
from aggregator.store.audit import AuditLine
from aggregator.store.database import Database

COLUMNS = ("line", "at", "who", "what", "subject", "before", "after")
_AT_ONCE = 1_000


def as_csv(database: Database, month: Month) -> str:
    """The lines of a month, oldest first, for a spreadsheet; times are in UTC."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for line in _lines(database, month):
        said = (line.who, line.what, line.subject, line.before, line.after)
        cells = (harmless(one) if one else "" for one in said)
        writer.writerow([line.id, line.at.isoformat(), *cells])
    return file.getvalue()


def _lines(database: Database, month: Month) -> Iterator[AuditLine]:
    after = 0
    while True:
        with database.reading() as connection:
            page = audit.between(
                connection, month.begins, month.ends, after=after, limit=_AT_ONCE
            )
        yield from page
        if len(page) < _AT_ONCE:
            return
        after = page[-1].id
