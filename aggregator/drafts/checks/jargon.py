"""Words that plain English has a shorter one for."""

import re

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


def jargon(text: str, _: CheckContext) -> Finding | None:
    match = _WORDS.search(text)
    if match is None:
        return None
    plainer = _PLAINER[match[0].lower()]
    if match[0][0].isupper():
        plainer = plainer[0].upper() + plainer[1:]
    return Finding(
        rule="jargon",
        message=f"“{match[0]}”: “{plainer}” is plainer",
        source=PLAIN,
        fix=text[: match.start()] + plainer + text[match.end() :],
        remedy=f"write “{plainer}”",
    )
