"""A story that is sold out, told as if there were places."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding
from aggregator.model.facts import Status

_SAYS_SO = re.compile(
    r"\b(?:sold.?out|fully booked|no (?:more )?(?:places|tickets|spaces)"
    r"|wedi gwerthu|llawn)\b",
    re.IGNORECASE,
)


def sold_out(text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.status is not Status.SOLD_OUT or _SAYS_SO.search(text):
        return None
    return Finding(
        rule="sold-out",
        message="The source says that this is sold out, and the draft does not",
        source=DESK,
    )
