"""Hashtags of several words without capitals, which are read out as one."""

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.tags import HASHTAG, LONGEST_PLAIN_TAG
from aggregator.model.draft import Finding


def hashtag_capitals(text: str, _: CheckContext) -> Finding | None:
    for match in HASHTAG.finditer(text):
        tag = match[1]
        one_case = tag.islower() or (tag.isupper() and len(tag) > LONGEST_PLAIN_TAG)
        if one_case and (len(tag) > LONGEST_PLAIN_TAG or tag[0].islower()):
            short = tag.islower() and len(tag) <= LONGEST_PLAIN_TAG
            fix = f"{text[: match.start(1)]}{tag.title()}{text[match.end(1) :]}"
            return Finding(
                rule="hashtag-capitals",
                message=f"#{tag}: begin each word with a capital, as in #LibraryWeek",
                source=SOCIAL,
                # Where several words begin only a person can tell.
                fix=fix if short else None,
            )
    return None
