"""`story.starts|when`: "Sat 5 Dec, 10:30am-12 noon", or "tomorrow" where asked."""

from aggregator.drafts.moments import Span, relative, written


def when(value: Span | None, form: str = "absolute") -> str:
    """The date and time; the relative form only where a template asks for it.

    A draft may wait for days before it is posted, and "tomorrow" would be wrong then.
    """
    if value is None:
        return ""
    return relative(value) if form == "relative" else written(value)
