"""Spaces and punctuation put right where a fact was missing."""

import re

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[ \t\u00a0]+", " "),
        (r" ?\n ?", "\n"),
        (r" +([,.;:!?](?:\s|$))", r"\1"),
        (r"(?m)^[,.;: ]+$", ""),
        (r"(?m)^[,.;:] *(?=\s|$|\w)", ""),
        (r"([.!?…])\.(?=\s|$)", r"\1"),
        (r",\.(?=\s|$)", "."),
        (r"([,;:])[,;](?=\s|$)", r"\1"),
        (r"[,;](?=\n|$)", ""),
        (r": Until ", ": until "),
        (r"\n{3,}", "\n\n"),
        # An address alone on its line stands by what it belongs to.
        (r"\n\n(https?://\S+)(?=\n|$)", r"\n\1"),
    )
)
_UNTIDY = re.compile(
    r"  |[\t\u00a0]| \n|\n | [,.;:!?]|\n[,.;:]|[.!?…,]\.|[,;:][,;]|[,;]\n|\n\n\n"
    r"|^[,.;:]|[,;]$|\n\nhttp|: Until "
)


def tidy(text: str) -> str:
    """The text as a careful person would have typed it."""
    text = text.strip()
    if _UNTIDY.search(text):
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
    return text.strip()
