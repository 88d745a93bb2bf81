"""Hashtags inside sentences, where they are hard to listen to."""

import re

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.tags import HASHTAG, apart
from aggregator.model.draft import Finding

_WORDS_AFTER = re.compile(r"[^\W\d_]{2,}")
_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")


def hashtag_place(text: str, _: CheckContext) -> Finding | None:
    for match in HASHTAG.finditer(text):
        if _WORDS_AFTER.search(_NOT_WORDS.sub("", text[match.start() :])):
            words = apart(match[1])
            rest = f"{text[: match.start()]}{words}{text[match.end() :]}".rstrip()
            # Said once more at the end only if it is not there already.
            again = "" if match[0] in rest else f" {match[0]}"
            return Finding(
                rule="hashtag-place",
                message=f"{match[0]} stands inside the text: put it at the end",
                source=SOCIAL,
                fix=f"{rest}{again}",
                remedy=f"write “{words}” there and {match[0]} at the end",
            )
    return None
