"""More than two hashtags."""

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.tags import HASHTAG
from aggregator.model.draft import Finding

_MOST = 2


def hashtag_number(text: str, _: CheckContext) -> Finding | None:
    count = len(HASHTAG.findall(text))
    if count <= _MOST:
        return None
    return Finding(
        rule="hashtag-number",
        message=f"{count} hashtags: two at most are read",
        source=SOCIAL,
    )
