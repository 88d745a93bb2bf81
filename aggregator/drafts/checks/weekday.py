"""A weekday that does not belong to its date."""

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_put_right import in_place, with_weekday
from aggregator.drafts.checks.dates_written import story_days, written_dates
from aggregator.drafts.checks.day_words import day_in
from aggregator.model.draft import Finding


def weekday(text: str, context: CheckContext) -> Finding | None:
    for written in written_dates(text, context):
        if written.day is None or written.day_word is None:
            continue
        right = written.day.weekday()
        if right == written.weekday:
            continue
        # A day that the source does not name may be the slip, not the weekday.
        safe = written.day in story_days(context)
        said = with_weekday(written, right)
        return Finding(
            rule="weekday",
            message=f"{written.text}: that day is a {day_in('Monday', right)}",
            source=DESK,
            fix=in_place(text, written, said) if safe else None,
            remedy=f"write “{said}”" if safe else None,
        )
    return None
