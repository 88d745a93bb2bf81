"""Words that plain English has a shorter one for, or the council's voice another."""

import re
from functools import lru_cache

from aggregator.drafts.checks.context import PLAIN, CheckContext
from aggregator.model.draft import Finding

_PLAINER = {
    "utilise": "use",
    "utilised": "used",
    "utilising": "using",
    "commence": "start",
    "commenced": "started",
    "commences": "starts",
    "facilitate": "run",
    "in order to": "to",
    "prior to": "before",
    "in excess of": "more than",
    "stakeholders": "people",
    "going forward": "from now on",
    "leverage": "use",
    "endeavour": "try",
    "ascertain": "find out",
    "with regard to": "about",
    "in the event that": "if",
    "at this moment in time": "now",
}
_WORDS = re.compile(r"\b(?:" + "|".join(_PLAINER) + r")\b(?! into\b)", re.IGNORECASE)
_LINKS = re.compile(r"https?://\S+|[#@]\w+")


def jargon(text: str, context: CheckContext) -> Finding | None:
    match = _WORDS.search(text)
    swaps = context.rules.swaps
    own = _avoided(swaps).search(_LINKS.sub(_blank, text)) if swaps else None
    if own is not None:
        match = own
    if match is None:
        return None
    lowered = {avoid.lower(): use for avoid, use in swaps}
    plainer = lowered.get(match[0].lower()) or _PLAINER[match[0].lower()]
    if match[0][0].isupper():
        plainer = plainer[0].upper() + plainer[1:]
    return Finding(
        rule="jargon",
        message=f"“{match[0]}”: your voice has “{plainer}” for it"
        if own
        else f"“{match[0]}”: “{plainer}” is plainer",
        source=PLAIN,
        fix=text[: match.start()] + plainer + text[match.end() :],
        remedy=f"write “{plainer}”",
    )


@lru_cache(maxsize=8)
def _avoided(swaps: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(avoid) for avoid, _ in swaps)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
