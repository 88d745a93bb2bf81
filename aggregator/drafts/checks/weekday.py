"""A weekday that does not belong to its date."""

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_written import DAYS, story_days, written_dates
from aggregator.model.draft import Finding


def weekday(text: str, context: CheckContext) -> Finding | None:
    known = story_days(context)
    for written in written_dates(text, context):
        if written.day is None or written.weekday is None:
            continue
        if written.day.weekday() == written.weekday:
            continue
        right = DAYS[written.day.weekday()].title()
        fix = None
        if written.day in known:
            word, _, rest = written.text.partition(" ")
            if len(word.rstrip(",")) == len(right):
                comma = "," if word.endswith(",") else ""
                fix = text.replace(written.text, f"{right}{comma} {rest}", 1)
        return Finding(
            rule="weekday",
            message=f"{written.text}: that day is a {right}",
            source=DESK,
            fix=fix,
        )
    return None
