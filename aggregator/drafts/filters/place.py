"""`story.venue|place`: "at Ambleford Library", or "online"."""

_ONLINE = frozenset(
    {"online", "online event", "virtual", "zoom", "online only", "ar-lein"}
)
_CENTRES = frozenset({"town centre", "city centre", "village centre"})
_WELSH_ONLINE = "ar-lein"


def place(value: str | None) -> str:
    """The place with its preposition; nothing where none is known."""
    if not value:
        return ""
    lowered = value.lower()
    if lowered in _ONLINE:
        return _WELSH_ONLINE if lowered == _WELSH_ONLINE else "online"
    if lowered in _CENTRES:
        return f"in the {lowered}"
    if lowered.startswith(("all ", "various ")):
        return f"at {lowered}"
    if lowered.startswith(("at ", "in ", "across ", "outside ")):
        return value[0].lower() + value[1:]
    return f"at {value}"
