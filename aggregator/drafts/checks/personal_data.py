"""A telephone number, e-mail address or postcode that may be a person's."""

import re

from aggregator.drafts.checks.context import PRIVACY, CheckContext
from aggregator.model.draft import Finding

_MOBILE = re.compile(r"(?<!\d)(?:\+44\s?7|07)\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
_PERSON = re.compile(
    r"\b[a-z]+[._][a-z]+\d*@[\w.-]+\.[a-z]{2,}"
    r"|\b[\w.+-]+@(?:gmail|hotmail|outlook|yahoo|icloud|btinternet)\.[a-z.]{2,}",
    re.IGNORECASE,
)


def personal_data(text: str, _: CheckContext) -> Finding | None:
    match = _MOBILE.search(text) or _PERSON.search(text)
    if match is None:
        return None
    return Finding(
        rule="personal-data",
        message=f"{match[0]} looks like one person's: may it be published?",
        source=PRIVACY,
    )
