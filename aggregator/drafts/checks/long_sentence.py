"""Sentences of more than 25 words."""

# ruff: noqa: RUF001 - typographic marks are meant

import re

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.sentences import sentences
from aggregator.model.draft import Finding

_MOST = 25
_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")
_WORD = re.compile(r"[\w£][\w'’:.,-]*")


def long_sentence(text: str, _: CheckContext) -> Finding | None:
    for line in text.splitlines():
        if line.count(" ") < _MOST:
            continue
        for sentence in sentences(_NOT_WORDS.sub("", line)):
            count = len(_WORD.findall(sentence))
            if count > _MOST:
                return Finding(
                    rule="long-sentence",
                    message=f"A sentence of {count} words: {_MOST} at most read well",
                    source=SOCIAL,
                )
    return None
