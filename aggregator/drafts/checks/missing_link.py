"""A story with an address, and a post without it."""

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding


def missing_link(text: str, context: CheckContext) -> Finding | None:
    if not context.link or context.link in text:
        return None
    if "http://" in text or "https://" in text:
        return None
    return Finding(
        rule="missing-link",
        message="The link to the story is missing",
        source=DESK,
        fix=f"{text.rstrip()}\n{context.link}",
    )
