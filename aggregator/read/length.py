"""Documents too long to be read whole, cut where an entry ends.

Ten megabytes are let in; a tree of them takes twenty times as much memory, and a
broken feed or page minutes. The newest entries stand first.
"""

LONGEST = 3_000_000
# What ends an entry, and what is then still open.
_ENDS = {"</item>": "", "</entry>": "", "END:VEVENT": "\r\nEND:VCALENDAR\r\n"}


def shortened(text: str) -> str:
    """At most `LONGEST` characters, up to the end of the last whole entry."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST]
    for end, after in _ENDS.items():
        place = kept.rfind(end)
        if place >= 0:
            return kept[: place + len(end)] + after
    return kept
