"""A date in a post, written again with what was wrong in it put right."""

import re
from datetime import date

from aggregator.drafts.checks.dates_written import WrittenDate
from aggregator.drafts.checks.day_words import MONTH, day_in, month_in

_DATE = re.compile(
    rf"(?P<before>.*?)(?P<number>\d+)(?:st|nd|rd|th)?(?P<between>\D*?)(?P<month>{MONTH})"
    r"(?P<year>.*)",
    re.DOTALL,
)


def in_place(text: str, written: WrittenDate, said: str) -> str:
    """The text with these words where that date is."""
    return text[: written.start] + said + text[written.start + len(written.text) :]


def with_weekday(written: WrittenDate, weekday: int) -> str:
    """The date with another day of the week, as long a word as it had."""
    word = written.day_word or ""
    return written.text.replace(word, day_in(word, weekday), 1)


def rewritten(written: WrittenDate, day: date) -> str | None:
    """Another day in the same manner: "Fri 4 Dec" as "Sat 5 Dec"."""
    match = _DATE.fullmatch(written.text)
    if match is None:
        return None
    before, year = match["before"], match["year"]
    if written.day_word:
        before = before.replace(
            written.day_word, day_in(written.day_word, day.weekday()), 1
        )
    if written.day is not None:
        year = year.replace(str(written.day.year), str(day.year))
    month = month_in(match["month"], day.month)
    return f"{before}{day.day}{match['between']}{month}{year}"
