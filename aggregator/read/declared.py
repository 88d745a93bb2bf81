"""Entities that a document declares for itself.

A feed needs none; a bomb is made of them. Short plain ones are put in, those that
HTML knows are left to whoever reads it, and all others say nothing.
"""

import re
from html.entities import html5

_DECLARED = re.compile(
    r"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:\"([^\"]*)\"|'([^']*)'|[^>]*)\s*>"
)
_USED = re.compile(r"&([A-Za-z_][\w.:-]*);")
_LONGEST, _MOST = 200, 100_000


def without_declared(body: str, prologue: str) -> str:
    """The body with what its prologue declares put in, or left out."""
    if "<!ENTITY" not in prologue:
        return body
    values = {
        found[2]: _plain(found[3] if found[3] is not None else found[4])
        for found in _DECLARED.finditer(prologue)
        if not found[1]
    }
    spent = 0

    def put_in(used: re.Match[str]) -> str:
        nonlocal spent
        name = used[1]
        if f"{name};" in html5:
            return used[0]
        value = values.get(name, "")
        spent += len(value)
        return value if spent <= _MOST else ""

    return _USED.sub(put_in, body)


def _plain(value: str | None) -> str:
    """A value that is a few characters of text, else nothing."""
    if value is None or len(value) > _LONGEST or set(value) & {"&", "<", "%"}:
        return ""
    return value
