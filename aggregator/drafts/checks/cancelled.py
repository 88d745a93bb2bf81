"""A story that its source has cancelled or postponed, announced as if it were on."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding, Severity
from aggregator.model.facts import Status

_SAYS_SO = re.compile(
    r"\b(?:cancel|postpone|called off|no longer|gohirio|canslo)", re.IGNORECASE
)


def cancelled(text: str, context: CheckContext) -> Finding | None:
    story = context.story
    off = {Status.CANCELLED, Status.POSTPONED}
    if story is None or story.status not in off or _SAYS_SO.search(text):
        return None
    return Finding(
        rule="cancelled",
        message=f"The source says that this is {story.status}, and the draft does not",
        source=DESK,
        severity=Severity.BLOCKING,
    )
