"""Longer than the network takes, or empty."""

from aggregator.drafts.checks.context import CheckContext
from aggregator.drafts.measure import measure
from aggregator.model.draft import Finding, Severity


def length(text: str, context: CheckContext) -> Finding | None:
    measured = measure(text, context.network)
    if measured.valid:
        return None
    over = measured.length - measured.limit
    unit = "character" if over == 1 else "characters"
    message = (
        f"{over} {unit} too long: {measured.length} of {measured.limit}"
        if over > 0
        else "There is nothing here that could be posted"
    )
    return Finding(
        rule="length",
        message=message,
        source=f"what {context.network} counts",
        severity=Severity.BLOCKING,
    )
