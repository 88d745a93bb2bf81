"""`story.price|price`: "Free", "£3.50", or as the source words it."""

import re

_NOTHING = re.compile(r"(?:£|GBP)?\s*0+(?:\.0+)?(?:\s*GBP)?", re.IGNORECASE)
_FIGURE = re.compile(r"(?:£|GBP)?\s*(\d+)(?:\.(\d{1,2}))?(?:\s*GBP)?", re.IGNORECASE)
_LONGEST = 40


def price(value: str | None) -> str:
    """What it costs; nothing where the source does not say.

    Never a guess: a text that is not a plain figure stays as it is, and a long one is
    left for the page that the link goes to.
    """
    if not value:
        return ""
    text = value.strip().rstrip(".")
    if _NOTHING.fullmatch(text):
        return "Free"
    if match := _FIGURE.fullmatch(text):
        pence = (match[2] or "").ljust(2, "0")
        return f"£{int(match[1])}" + (f".{pence}" if int(pence) else "")
    if len(text) > _LONGEST:
        return "Free" if text.lower().startswith("free.") else ""
    return text[0].upper() + text[1:]
