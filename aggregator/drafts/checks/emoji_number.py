"""More than three emoji, each of which is read out by name."""

import regex

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.model.draft import Finding

_MOST = 3
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f")
_JOINED = regex.compile(r"\u200d.|\p{Emoji_Modifier}")


def emoji_number(text: str, _: CheckContext) -> Finding | None:
    if text.isascii():
        return None
    count = len(_EMOJI.findall(_JOINED.sub("", text)))
    if count <= _MOST:
        return None
    return Finding(
        rule="emoji-number", message=f"{count} emoji: three at most", source=SOCIAL
    )
