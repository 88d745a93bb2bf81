"""More than three emoji, each of which is read out by name."""

import regex

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.lines import tidied
from aggregator.model.draft import Finding

_MOST = 3
_ONE = r"(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)"
# With its skin colour and what is joined to it: a family is one emoji, a flag is too.
_EMOJI = regex.compile(
    rf"\p{{RI}}\p{{RI}}|{_ONE}\p{{Emoji_Modifier}}?"
    rf"(?:\u200d\p{{Extended_Pictographic}}\ufe0f?\p{{Emoji_Modifier}}?)*"
)


def emoji_number(text: str, _: CheckContext) -> Finding | None:
    if text.isascii():
        return None
    found = list(_EMOJI.finditer(text))
    if len(found) <= _MOST:
        return None
    fix = text
    for match in reversed(found[_MOST:]):
        fix = fix[: match.start()] + fix[match.end() :]
    return Finding(
        rule="emoji-number",
        message=f"{len(found)} emoji: three at most",
        source=SOCIAL,
        fix=tidied(fix),
        remedy="keep the first three",
    )
