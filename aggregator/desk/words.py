"""What a person typed: cleaned of what nobody meant, and not a book."""

import unicodedata

from aggregator.model.errors import RefusedError

# Seven times what the longest post may be: room to cut, and none for a book.
LONGEST = 3_500


def require_short(text: str) -> None:
    """Let it pass, unless nobody could make a post of it.

    Raises:
        RefusedError: it is far too long.
    """
    if len(text) > LONGEST:
        raise RefusedError(
            f"The text has {len(text):,} characters, and a post a few hundred",
            remedy=f"shorten it to {LONGEST:,} characters at most",
        )


def cleaned(text: str) -> str:
    """A typed text with one kind of line end, no control characters, no edges."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        char for char in lines if char == "\n" or unicodedata.category(char) != "Cc"
    )
    return unicodedata.normalize("NFC", kept).strip()
