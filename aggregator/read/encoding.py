"""Bytes to text, whoever lied about the character set.

Strict UTF-8 proves itself: text in another encoding practically never is valid
UTF-8 by accident, so bytes that are, are, whatever a header says. Names are read
as browsers read them (Encoding Standard, https://encoding.spec.whatwg.org/): what
is labelled ISO-8859-1 or ASCII is windows-1252.
"""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
# A declaration stands in the first kilobyte (HTML) or first line (XML).
_DECLARED_WITHIN = 1024
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_WINDOWS = {"iso8859-1", "ascii"}
_SEVEN_BIT = {"iso2022_jp", "iso2022_kr", "hz"}
# Encodings that no document may choose: they are traps, not character sets.
_REFUSED = {"utf-7", "punycode", "idna", "raw-unicode-escape", "unicode-escape"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was read as, and whether some bytes did not fit it."""

    text: str
    encoding: str
    damaged: bool = False


def decode(body: bytes, content_type: str | None) -> Decoded:
    """The text of a document."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _certain(body[len(mark) :], name)
    for start, name in _UNMARKED:
        if body.startswith(start):
            return _certain(body, name)
    named = _named(body, content_type)
    for name in named:
        if name in _SEVEN_BIT:
            return _certain(body, name)
    try:
        return Decoded(text=body.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, named, error)


def _not_utf8(body: bytes, named: list[str], error: UnicodeDecodeError) -> Decoded:
    for name in named:
        if name != "utf-8":
            try:
                return Decoded(text=body.decode(name), encoding=name)
            except (UnicodeDecodeError, ValueError):
                continue
    # A document cut off in the middle of a letter is UTF-8 all the same.
    cut_off = error.start >= len(body) - 3
    if cut_off or _mostly_utf8(body):
        text = body.decode("utf-8", errors="aggregator-windows-1252")
        return Decoded(text=text, encoding="utf-8", damaged=True)
    text = body.decode("utf-8", errors="aggregator-windows-1252")
    return Decoded(text=text, encoding="windows-1252")


def _mostly_utf8(body: bytes) -> bool:
    """Whether letters beyond ASCII are UTF-8 more often than they are not."""
    text = body.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(1 for letter in text if letter > "\x7f") - wrong
    return right > wrong


def _certain(body: bytes, name: str) -> Decoded:
    text = body.decode(name, errors="replace")
    return Decoded(text=text, encoding=name, damaged="\ufffd" in text)


def _named(body: bytes, content_type: str | None) -> list[str]:
    """The encodings somebody claims, the most trustworthy first, each once."""
    head = body[:_DECLARED_WITHIN]
    claims: list[str] = []
    if found := _HEADER.search(content_type or ""):
        claims.append(found[1])
    claims += [
        declared[1].decode("ascii", errors="replace")
        for pattern in (_XML, _META)
        if (declared := pattern.search(head))
    ]
    names = (_codec(claim) for claim in claims)
    return list(dict.fromkeys(name for name in names if name is not None))


def _codec(claim: str) -> str | None:
    try:
        info = codecs.lookup(claim)
    except (LookupError, ValueError):
        return None
    if info.name.replace("_", "-") in _REFUSED or not info._is_text_encoding:  # noqa: SLF001 - no other way
        return None
    if info.name in _WINDOWS:
        return "cp1252"
    # UTF-16 in a declaration that could be read as ASCII is not true.
    return "utf-8" if info.name.startswith(("utf-16", "utf-32")) else info.name


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error("aggregator-windows-1252", _as_windows)
