"""Where a line goes that a post has too few: before its link, after its words."""

import re

_LINK = re.compile(r"https?://\S+")
_TAGS = re.compile(r"(?:\s*#\w+)+\s*$")


def with_line(text: str, line: str) -> str:
    """The text with a line more, above its link or its last hashtags."""
    found = _LINK.search(text) or _TAGS.search(text)
    at = found.start() if found else len(text)
    before, after = text[:at].rstrip(), text[at:].lstrip()
    return f"{before}\n{line}\n{after}".rstrip("\n")


def tidied(text: str) -> str:
    """The text without the gaps that a removed word leaves."""
    lines = (re.sub(r" {2,}", " ", line).strip() for line in text.splitlines())
    joined = re.sub(r" +([.,!?;:])", r"\1", "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
