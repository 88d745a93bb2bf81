"""Spaces and punctuation put right where a fact was missing."""

import re
from itertools import product

# The patterns cost some microseconds each, and a search for a few characters next to
# nothing: a rule is applied only where what it needs is there. Both are applied to the
# text in a frame of line ends, so that its edges are lines' edges too.


def _pairs(first: str, second: str) -> tuple[str, ...]:
    return tuple(map("".join, product(first, second)))


_RULES = tuple(
    (needles, re.compile(pattern), replacement)
    for needles, pattern, replacement in (
        (("  ", "\t", "\u00a0"), r"[ \t\u00a0]+", " "),
        ((" \n", "\n "), r" ?\n ?", "\n"),
        (_pairs(" ", ",.;:!?"), r" +([,.;:!?]\s)", r"\1"),
        (_pairs("\n", ",.;:"), r"(?m)^[,.;: ]+$", ""),
        (_pairs("\n", ",.;:"), r"(?m)^[,.;:] *(?=\s|\w)", ""),
        (_pairs(".!?…", "."), r"([.!?…])\.(?=\s)", r"\1"),
        ((",.",), r",\.(?=\s)", "."),
        (_pairs(",;:", ",;"), r"([,;:])[,;](?=\s)", r"\1"),
        (_pairs(",;", "\n"), r"[,;](?=\n)", ""),
        ((": Until ",), r": Until ", ": until "),
        (("\n\n\n",), r"\n{3,}", "\n\n"),
        # An address alone on its line stands by what it belongs to.
        (("\n\nhttp",), r"\n\n(https?://\S+)(?=\n)", r"\n\1"),
    )
)


def tidy(text: str) -> str:
    """The text as a careful person would have typed it."""
    framed = f"\n{text.strip()}\n"
    for needles, pattern, replacement in _RULES:
        for needle in needles:
            if needle in framed:
                framed = pattern.sub(replacement, framed)
                break
    return framed.strip()
