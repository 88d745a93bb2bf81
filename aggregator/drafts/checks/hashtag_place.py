"""Hashtags inside sentences, where they are hard to listen to."""

import re

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.tags import HASHTAG
from aggregator.model.draft import Finding

_WORDS_AFTER = re.compile(r"[^\W\d_]{2,}")
_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")


def hashtag_place(text: str, _: CheckContext) -> Finding | None:
    for match in HASHTAG.finditer(text):
        if _WORDS_AFTER.search(_NOT_WORDS.sub("", text[match.start() :])):
            return Finding(
                rule="hashtag-place",
                message=f"{match[0]} stands inside the text: put it at the end",
                source=SOCIAL,
            )
    return None
