"""Told in Welsh and in English, and the draft has only one of them."""

from aggregator.drafts.checks.context import CheckContext
from aggregator.drafts.languages import languages_of
from aggregator.drafts.thread import sides
from aggregator.model.draft import Finding, Severity


def both_languages(text: str, context: CheckContext) -> Finding | None:
    if context.story is None or not languages_of(context.story):
        return None
    if len(sides(text)) > 1:
        return None
    return Finding(
        rule="both-languages",
        message="Its sources tell it in Welsh and English, and this is one of them; "
        "write the other below a line of ===",
        source="Welsh Language Standards 62-63: not less favourable, and at once",
        severity=Severity.BLOCKING,
    )
