"""A link that cannot be what was meant: a test server, a log-in page, no encryption."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding

_ODD = re.compile(
    r"https?://(?:localhost|[\w.-]*(?:staging|\btest|\bdev|uat)\.)[^\s]*"
    r"|https?://\S*/(?:wp-admin|login|signin|preview)\b\S*|https?://\S*\s?…",
    re.IGNORECASE,
)


def odd_link(text: str, context: CheckContext) -> Finding | None:
    match = _ODD.search(text)
    if match is None or match[0] == context.link:
        return None
    return Finding(
        rule="odd-link",
        message=f"Readers may not be able to open {match[0]}",
        source=DESK,
    )
