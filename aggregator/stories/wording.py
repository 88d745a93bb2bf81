"""Titles and names reduced to what tells them apart."""

import re
import unicodedata

from aggregator.model.facts import Status

_LABEL = re.compile(
    r"^\W*(?:(?P<cancelled>cancell?ed)|(?P<postponed>postponed|rescheduled)"
    r"|(?P<online>now online|moved online)|sold out|fully booked|new date|updated?"
    r"|reminder|event|what'?s on|news|job|vacancy|new)\b"
    r"\W*(?:[:|\-\u2013\u2014\]\)!*]|\s-)\W*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s\-\u2013\u2014(\[*|:]+(?:(?P<cancelled>cancell?ed)|(?P<postponed>postponed))"
    r"[\s)\]*!]*$",
    re.IGNORECASE,
)
_NOISE = frozenset(
    {
        *("a", "an", "and", "at", "by", "for", "from", "in", "is", "it", "of", "on"),
        *("or", "our", "the", "this", "to", "us", "with", "you", "your", "free"),
        *("join", "come", "new", "event", "library", "libraries", "council"),
    }
)
_SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?<=\w{3})(?:'s|s)$")


def unlabelled(title: str) -> tuple[str, Status]:
    """A title without "CANCELLED:" and the like, and the status that it stated."""
    status = Status.SCHEDULED
    for pattern in (_LABEL, _TAIL):
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
    return title, status


def plain(text: str) -> str:
    """Letters and digits in lower case, one space between words, accents dropped."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    bare = "".join(
        char for char in decomposed if not unicodedata.combining(char) and char != "'"
    )
    return " ".join(_WORD.findall(bare.replace("\u2019", "")))


def telling(text: str) -> list[str]:
    """The words of a plain text that say what it is about, longest first."""
    words = {_ENDINGS.sub("", word) for word in text.split() if word not in _NOISE}
    return sorted(
        (word for word in words if len(word) >= _SHORTEST), key=lambda w: (-len(w), w)
    )
