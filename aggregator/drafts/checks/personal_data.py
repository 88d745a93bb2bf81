"""A telephone number, e-mail address or postcode that may be a person's.

A landline, a general mailbox and the postcode of a venue are a service's own.
"""

import re

from aggregator.drafts.checks.context import PRIVACY, CheckContext
from aggregator.model.draft import Finding

_MOBILE = re.compile(r"(?<!\d)(?:\+44\s?7|07)\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
_PERSON = re.compile(
    r"\b[a-z]+[._][a-z]+\d*@[\w.-]+\.[a-z]{2,}"
    r"|\b[\w.+-]+@(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|msn"
    r"|btinternet|sky|talktalk|virginmedia)\.[a-z.]{2,}",
    re.IGNORECASE,
)
# "customer.services@" has a dot, and is nobody's name.
_SHARED = re.compile(
    r"^(?:[a-z]+[._])?(?:services?|enquir(?:y|ies)|info|team|support|contact|library"
    r"|libraries|council|bookings?|events?|media|press|office|help|helpdesk|jobs|desk"
    r"|recruitment|customer|customers|museum|archives?|waste|planning|elections?"
    r"|housing|benefits|parking|licensing|volunteers?|hub|centre)[._@]"
    r"|[._](?:services?|enquir(?:y|ies)|info|team|support|contact|library|libraries"
    r"|council|bookings?|events?|media|press|office|desk|jobs|hub|centre)@",
    re.IGNORECASE,
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
# Somebody by their title, and where they live in the same breath.
_HOME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z][^!?\n]{0,60}?\b"
    rf"(\d{{1,4}}[a-z]?,? [A-Z][^!?\n]{{0,60}}?\b{_POSTCODE})\b"
)


def personal_data(text: str, context: CheckContext) -> Finding | None:
    found = _MOBILE.search(text) or _address(text) or _HOME.search(text)
    if found is None:
        return None
    what = found[1] if found.re is _HOME else found[0]
    if _plain(what) in {_plain(one) for one in context.rules.contacts}:
        return None
    return Finding(
        rule="personal-data",
        message=f"{what} looks like one person's: may it be published?",
        source=PRIVACY,
    )


def _address(text: str) -> re.Match[str] | None:
    if "@" not in text:
        return None
    found = _PERSON.finditer(text)
    return next((one for one in found if not _SHARED.search(one[0])), None)


def _plain(contact: str) -> str:
    """A number however it is spaced, an address whatever its capitals."""
    plain = re.sub(r"[\s()-]", "", contact).lower()
    return f"0{plain.removeprefix('+44')}" if plain.startswith("+44") else plain
