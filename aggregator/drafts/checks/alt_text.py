"""A picture that nobody has described."""

from aggregator.drafts.checks.context import EQUALITY, CheckContext
from aggregator.model.draft import Finding


def alt_text(_: str, context: CheckContext) -> Finding | None:
    if not context.image or (context.image_alt and context.image_alt.strip()):
        return None
    return Finding(
        rule="alt-text",
        message="Describe the picture: until then the post goes without it",
        source=EQUALITY,
    )
