"""Another post of the account within the hour: each takes the other's readers."""

from zoneinfo import ZoneInfo

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding


def same_hour(_: str, context: CheckContext) -> Finding | None:
    if context.due is None:
        return None
    near = [
        other
        for other in context.neighbours
        if other.at is not None and abs(other.at - context.due) < context.rules.apart
    ]
    if not near:
        return None
    other = min(near, key=lambda one: (one.at, one.draft))
    assert other.at is not None
    at = other.at.astimezone(ZoneInfo(context.rules.timezone))
    return Finding(
        rule="same-hour",
        message=f"Draft {other.draft} goes out at {at:%H:%M}, within the hour of this",
        source=DESK,
    )
