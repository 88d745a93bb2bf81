"""Texts without what only spelling tells apart: case, accents, marks, damage."""

import re
import unicodedata
from functools import lru_cache
from html import unescape

# UTF-8 that somebody read as Windows' or Latin letters ("CafÃ©", "donâ€™t").
_DAMAGED = re.compile("[ÃÂ][\x80-\xbf]|â€")
# Apostrophes, what nobody sees, and marks of trade; then dashes and quotation marks.
_LEFT_OUT = "'\u2019\u2018`\u00b4\u02bc\u00ad\u200b\u200c\u200d\ufeff\u00ae\u2122\u00a9"
_SPELT = {
    **dict.fromkeys(map(ord, _LEFT_OUT)),
    **dict.fromkeys(range(0x2010, 0x2016), "-"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'),
}
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def fold(text: str) -> str:
    """The text in lower case, bare of accents and apostrophes, with single spaces."""
    if text.isascii():
        plain = text
    else:
        plain = unicodedata.normalize("NFKD", _mended(text).translate(_SPELT))
        if not plain.isascii():
            plain = "".join(char for char in plain if not unicodedata.combining(char))
    if "&" in plain:
        plain = _without_entities(plain)
    return " ".join(plain.casefold().replace("'", "").replace("`", "").split())


def _without_entities(text: str) -> str:
    if _ENTITY.search(text):
        # Some feeds escape twice ("&amp;amp;"); what comes out may need folding too.
        return fold(unescape(unescape(text)).replace("&", " and "))
    return text.replace("&", " and ")


def _mended(text: str) -> str:
    if not _DAMAGED.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
