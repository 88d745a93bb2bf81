"""`story.venue|place`: "at Ambleford Library", or "online"."""

import re

_ONLINE = frozenset(
    {"online", "online event", "virtual", "zoom", "online only", "ar-lein"}
)
_CENTRES = frozenset({"town centre", "city centre", "village centre"})
# Of these nobody says "at Town Hall"; with a name before them they need no article.
_ARTICLE = re.compile(
    r"(?:(?:town|city|village|market|county|church|community|memorial) hall|guildhall"
    r"|(?:civic|sports|community|leisure|arts|visitor) centre|record office"
    r"|(?:town )?council (?:offices|chamber)|museum|(?:central )?library"
    r"|(?:art )?gallery|theatre|park|market(?: place| square)?|bandstand|cathedral"
    r"|assembly rooms|corn exchange)",
    re.IGNORECASE,
)
_WELSH_ONLINE = "ar-lein"


def place(value: str | None) -> str:
    """The place with its preposition; nothing where none is known."""
    if not value:
        return ""
    lowered = value.lower()
    if lowered in _ONLINE:
        return _WELSH_ONLINE if lowered == _WELSH_ONLINE else "online"
    if lowered.startswith(("at ", "in ", "across ", "outside ")):
        return value[0].lower() + value[1:]
    return f"{_preposition(lowered)}{_written(value, lowered)}"


def _preposition(lowered: str) -> str:
    if lowered in _CENTRES:
        return "in the "
    return "at the " if _ARTICLE.fullmatch(lowered) else "at "


def _written(value: str, lowered: str) -> str:
    if lowered in _CENTRES or lowered.startswith(("all ", "various ")):
        return lowered
    return f"the {value[4:]}" if lowered.startswith("the ") else value
