"""A text made short enough by meaning: what may give way does, facts never."""

from collections.abc import Callable, Iterator

from aggregator.drafts.clauses import clauses
from aggregator.drafts.marks import LAST, SHORTEN, WHOLE, regions, unmarked
from aggregator.drafts.measure import measure
from aggregator.drafts.sentences import cut, shorter
from aggregator.drafts.tidy import tidy


def fit(text: str, network: str) -> str:
    """The longest form of a marked text that the network takes.

    Where nothing more may give way the text stays too long, and the check for length
    says so: a date, a place or a link is never cut.
    """
    return fitted(text, lambda form: measure(form, network).valid)


def fitted(text: str, fits: Callable[[str], bool]) -> str:
    """The first form that fits, or else the shortest."""
    form = tidy(unmarked(text))
    while not fits(form) and (parts := regions(text)):
        part = parts[0]
        for replacement in _forms(part["mode"], part["text"]):
            changed = text[: part.start()] + replacement + text[part.end() :]
            form = tidy(unmarked(changed))
            if fits(form):
                break
        text = changed
    return form


def _forms(mode: str, text: str) -> Iterator[str]:
    if mode == LAST:
        # A title is cut but never left out: without it nobody knows what it is about.
        forms = [*shorter(text), *cut(text)]
        yield from forms or [text]
        return
    if mode in {SHORTEN, WHOLE}:
        forms = shorter(text)
        yield from forms
        yield from clauses(forms[-1] if forms else text)
    yield ""
