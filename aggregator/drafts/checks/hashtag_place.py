"""Hashtags inside sentences, where they are hard to listen to."""

import re

import regex

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.tags import HASHTAG, apart
from aggregator.drafts.thread import joined, parts
from aggregator.model.draft import Finding

_WORDS_AFTER = re.compile(r"[^\W\d_]{2,}")
_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")


def hashtag_place(text: str, _: CheckContext) -> Finding | None:
    posts = parts(text)
    for number, post in enumerate(posts):
        for match in HASHTAG.finditer(post):
            if _WORDS_AFTER.search(_NOT_WORDS.sub("", post[match.start() :])):
                words = apart(match[1])
                better = _at_the_end(post, match, words)
                return Finding(
                    rule="hashtag-place",
                    message=f"{match[0]} stands inside the text: put it at the end",
                    source=SOCIAL,
                    fix=joined((*posts[:number], better, *posts[number + 1 :])),
                    remedy=f"write “{words}” there and {match[0]} at the end",
                )
    return None


def _at_the_end(post: str, match: regex.Match[str], words: str) -> str:
    rest = f"{post[: match.start()]}{words}{post[match.end() :]}".rstrip()
    # Said once more at the end only if it is not there already.
    return rest if match[0] in rest else f"{rest} {match[0]}"
