"""More than two hashtags."""

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.lines import tidied
from aggregator.drafts.checks.tags import HASHTAG
from aggregator.model.draft import Finding

_MOST = 2


def hashtag_number(text: str, _: CheckContext) -> Finding | None:
    found = list(HASHTAG.finditer(text))
    if len(found) <= _MOST:
        return None
    extra = found[_MOST:]
    # Inside a sentence a tag is a word of it, and taking it away leaves a hole.
    at_the_end = not HASHTAG.sub("", text[extra[0].start() :]).strip()
    fix = None
    if at_the_end:
        fix = tidied(text[: extra[0].start()])
    return Finding(
        rule="hashtag-number",
        message=f"{len(found)} hashtags: two at most are read",
        source=SOCIAL,
        fix=fix,
        remedy=f"keep {found[0][0]} and {found[1][0]} alone" if fix else None,
    )
