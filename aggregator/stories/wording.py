"""Titles without what only labels them."""

import re

from aggregator.model.facts import Status

_LABEL = re.compile(
    r"\A\W*(?:(?P<cancelled>cancell?ed)|(?P<postponed>postponed|rescheduled)"
    r"|(?P<online>now online|moved online)|(?P<gone>sold[ -]?out|fully[ -]booked"
    r"|wedi gwerthu allan|llawn)|new date|updated?"
    r"|reminder|event|what'?s on|news|job|vacancy|new)\b"
    r"\W*(?:[:|\-\u2013\u2014\]\)!*]|\s-)\W*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s\-\u2013\u2014(\[*|:]+(?:(?P<cancelled>cancell?ed)|(?P<postponed>postponed))"
    r"[\s)\]*!]*$",
    re.IGNORECASE,
)
# Set off, or in capitals: "The band that never sold out" is a name.
_GONE = re.compile(
    r"\s*[\-\u2013\u2014(\[*|:]\s*(?:sold[ -]?out|fully[ -]booked|wedi gwerthu allan)"
    r"[\s)\]*!]*$|^\W*(?-i:SOLD OUT|FULLY BOOKED)\s+(?=.*[a-z])",
    re.IGNORECASE,
)
_GONE_WORDS = ("sold", "booked", "gwerthu")


def unlabelled(title: str) -> tuple[str, Status]:
    """A title without "CANCELLED:" and the like, and the status that it stated."""
    status = Status.SCHEDULED
    lower = title.lower()
    # Both patterns try every place of a title, and most titles say nothing of the kind.
    tail = (_TAIL,) if "cancel" in lower or "postponed" in lower else ()
    for pattern in (_LABEL, *tail):
        match = pattern.search(title)
        rest = title[: match.start()] + title[match.end() :] if match else title
        if match is None or not rest.strip():
            continue
        title = rest.strip()
        found = match.groupdict()
        if found.get("cancelled"):
            status = Status.CANCELLED
        elif found.get("postponed"):
            status = Status.POSTPONED
        elif found.get("online"):
            status = Status.MOVED_ONLINE
        elif found.get("gone") and status is Status.SCHEDULED:
            status = Status.SOLD_OUT
    says_gone = any(word in lower for word in _GONE_WORDS)
    gone = _GONE.search(title) if says_gone else None
    rest = title[: gone.start()] + title[gone.end() :] if gone else ""
    if rest.strip():
        title = rest.strip()
        status = Status.SOLD_OUT if status is Status.SCHEDULED else status
    return title, status
