"""A text made short enough by meaning: what may give way does, facts never."""

import re
from collections.abc import Callable, Iterator

from aggregator.drafts.clauses import clauses
from aggregator.drafts.marks import LAST, SHORTEN, WHOLE, regions, unmarked
from aggregator.drafts.measure import measure
from aggregator.drafts.sentences import cut, shorter
from aggregator.drafts.tidy import tidy

# Lead-ins, the sign-off, the second hashtag and the emoji: see voice.py.
_DISPENSABLE = "5"


def fit(text: str, network: str) -> str:
    """The longest form of a marked text that the network takes.

    Where nothing more may give way the text stays too long, and the check for length
    says so: a date, a place or a link is never cut.
    """
    return fitted(text, lambda form: measure(form, network).valid)


def fitted(text: str, fits: Callable[[str], bool]) -> str:
    """The first form that fits, or else the shortest.

    A sentence of what it is about is worth more than a second hashtag: nothing is left
    out whole before those have given way.
    """
    form = tidy(unmarked(text))
    if fits(form):
        return form
    kept = _tried(text, fits, keep=True)
    return kept if fits(kept) else _tried(text, fits, keep=False)


def _tried(text: str, fits: Callable[[str], bool], *, keep: bool) -> str:
    form = tidy(unmarked(text))
    while not fits(form) and (parts := _given(text, keep=keep)):
        part = parts[0]
        for replacement in _forms(part["mode"], part["text"], keep=keep):
            changed = text[: part.start()] + replacement + text[part.end() :]
            form = tidy(unmarked(changed))
            if fits(form):
                break
        text = changed
    return form


def _given(text: str, *, keep: bool) -> list[re.Match[str]]:
    """What may give way next; with `keep` only what is dispensable."""
    found = regions(text)
    return [one for one in found if one["rank"] <= _DISPENSABLE] if keep else found


def _forms(mode: str, text: str, *, keep: bool) -> Iterator[str]:
    if mode == LAST:
        # A title is cut but never left out: without it nobody knows what it is about.
        forms = [*shorter(text), *cut(text)]
        yield from forms or [text]
        return
    if mode in {SHORTEN, WHOLE}:
        forms = shorter(text)
        forms += clauses(forms[-1] if forms else text)
        yield from forms
        if keep:
            yield forms[-1] if forms else text
            return
    yield ""
