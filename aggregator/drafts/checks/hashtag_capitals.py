"""Hashtags of several words without capitals, which are read out as one."""

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.tags import (
    HASHTAG,
    LONGEST_PLAIN_TAG,
    capitalised,
    words_of,
)
from aggregator.model.draft import Finding


def hashtag_capitals(text: str, context: CheckContext) -> Finding | None:
    for match in HASHTAG.finditer(text):
        tag = match[1]
        one_case = tag.islower() or (tag.isupper() and len(tag) > LONGEST_PLAIN_TAG)
        if one_case and (len(tag) > LONGEST_PLAIN_TAG or tag[0].islower()):
            right = _right(tag, text.replace(match[0], ""), context)
            fix = f"{text[: match.start(1)]}{right}{text[match.end(1) :]}"
            return Finding(
                rule="hashtag-capitals",
                message=f"#{tag}: begin each word with a capital, as in #LibraryWeek",
                source=SOCIAL,
                fix=fix if right else None,
                remedy=f"write #{right}" if right else None,
            )
    return None


def _right(tag: str, text: str, context: CheckContext) -> str | None:
    """The tag as it should be; nothing where only a person can tell its words."""
    story = context.story
    told = (story.title, story.venue, story.summary) if story else ()
    known = words_of(" ".join(filter(None, (text, *told, *context.rules.names))))
    found = capitalised(tag, known)
    if found is None and tag.islower() and len(tag) <= LONGEST_PLAIN_TAG:
        return tag.capitalize()
    return found
