"""`story.closes|closing`: "Closes Fri 4 Dec"."""

from aggregator.drafts.moments import WELSH, Span, has_time, written


def closing(value: Span | None) -> str:
    """The closing date as a phrase of its own; a last minute is not worth a word."""
    if value is None:
        return ""
    starts = value.starts
    if has_time(value) and getattr(starts, "minute", 0) == 59:  # noqa: PLR2004 - 23:59
        value = Span(starts.date(), None, value.today, value.language)  # type: ignore[union-attr]
    word = "Yn cau" if value.language.startswith(WELSH) else "Closes"
    return f"{word} {written(value)}"
