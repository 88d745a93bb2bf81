"""Longer than the network takes, or empty."""

from aggregator.drafts.checks.context import CheckContext
from aggregator.drafts.measure import Measured
from aggregator.drafts.thread import MOST_PARTS, measured, parts, threaded
from aggregator.model.draft import Finding, Severity


def length(text: str, context: CheckContext) -> Finding | None:
    found, posts = measured(text, context.network), len(parts(text))
    if found.valid and posts <= MOST_PARTS:
        return None
    thread = None if found.valid else threaded(text, context.network)
    return Finding(
        rule="length",
        message=_said(found, posts),
        source="The network's own limit",
        severity=Severity.BLOCKING,
        fix=thread,
        remedy="make it a thread" if thread else None,
    )


def _said(found: Measured, posts: int) -> str:
    over = found.length - found.limit
    unit = "character" if over == 1 else "characters"
    if over > 0:
        where = "The longest post of the thread is " if posts > 1 else ""
        return f"{where}{over} {unit} too long: {found.length} of {found.limit}"
    if posts > MOST_PARTS:
        return f"A thread of {posts} posts: {MOST_PARTS} are the most that are read"
    return "There is nothing here that could be posted"
