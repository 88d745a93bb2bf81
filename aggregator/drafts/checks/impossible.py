"""A day that the calendar does not have."""

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_written import written_dates
from aggregator.model.draft import Finding


def impossible(text: str, context: CheckContext) -> Finding | None:
    for written in written_dates(text, context):
        if written.day is None:
            return Finding(
                rule="impossible-date",
                message=f"There is no {written.text}",
                source=DESK,
            )
    return None
