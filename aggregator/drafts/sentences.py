"""Sentences and words: where a text may be cut without leaving a stump."""

# ruff: noqa: RUF001, SIM905 - typographic marks are meant; word lists read better so

import re

# The mark comes first in the pattern, as a search for it is quick; whether it ends an
# abbreviation is asked of the few places that are left.
_BREAK = re.compile(r"([.!?…])[\"'’”)]?(\s+)(?=[\"'‘“(]?[A-Z0-9À-Þ])")
# Abbreviations after which a full stop ends nothing; one capital is an initial.
_SHORT = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Rd|No|Prof|Rev|Cllr|e\.g|i\.e|a\.m|p\.m|[A-Z])\.\Z"
)
_LONGEST_SHORT = 6
_ENDED = re.compile(r"[.!?…:][\"'’”)]?$")
# Words that promise another one after them.
DANGLING = frozenset(
    (
        "a an the and or but nor of to in on at by for from with without into onto "
        "over under about as if than that which who whose where when while is are was "
        "were be been will would can could may might must shall should has have had do "
        "does our your their his her its my this these those including such not no "
        "very more most plus via per so y yr ac ar i o am yn gan"
    ).split()
)
FEWEST_WORDS = 6


def sentences(text: str) -> list[str]:
    """The text's sentences, each with its own full stop."""
    found, start = [], 0
    for match in _BREAK.finditer(text):
        mark = match.end(1)
        if _SHORT.search(text, max(mark - _LONGEST_SHORT, 0), mark):
            continue
        found.append(text[start : match.start(2)])
        start = match.end()
    return [part for part in (*found, text[start:]) if part]


def ended(text: str) -> str:
    """The text with a full stop, unless it ends with a mark already."""
    return text if not text or _ENDED.search(text) else f"{text}."


def dangles(text: str) -> bool:
    """Whether the last word promises another one."""
    last = text.rstrip("…. ").rpartition(" ")[2].strip(",;:-–—&(").lower()
    return not last or last in DANGLING


def shorter(text: str) -> list[str]:
    """Ever fewer of its sentences, each of them whole; never none."""
    whole = sentences(text)
    return [" ".join(whole[:count]) for count in range(len(whole) - 1, 0, -1)]


def cut(text: str) -> list[str]:
    """Ever fewer of its words, and an ellipsis: for a title, which has to stay."""
    words = text.split()
    clauses: list[str] = []
    cuts: list[str] = []
    # Less than half a sentence is a riddle; a short title has nothing to cut.
    least = max(FEWEST_WORDS, (len(words) + 1) // 2)
    for count in range(len(words) - 1, least - 1, -1):
        part = " ".join(words[:count])
        if dangles(part) or part.count("(") != part.count(")"):
            continue
        shown = part.rstrip(",;:-–—. ") + "…"
        at_end = part.endswith((",", ";", ":", "–", "—"))
        (clauses if at_end else cuts).append(shown)
    # A cut between clauses reads better, unless it costs more than a third.
    kept = [clause for clause in clauses if len(clause) * 3 > len(text) * 2]
    return [*kept, *cuts]
