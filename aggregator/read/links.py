"""Addresses as a source writes them, made safe to show."""

import re

import ada_url

LONGEST_ADDRESS = 2048
# An absolute address of these letters, whose names begin with one, is normal as it is.
_NORMAL = re.compile(
    r"https?://(?:(?!xn--)[a-z][a-z0-9-]*\.)+(?!xn--)[a-z][a-z0-9-]*/"
    r"(?:[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*(?:/|(?=[?]|\Z)))*"
    r"(?:\?[A-Za-z0-9_~.=&-]*)?"
)


def safe_url(written: str | None, base: str | None = None) -> str | None:
    """An absolute http or https address, as a browser would read it, or `None`.

    A relative address is resolved against `base`. A name and password in it are
    left out: they are nothing to publish.
    """
    if not written or len(written) > LONGEST_ADDRESS:
        return None
    if _NORMAL.fullmatch(written):
        return written
    try:
        found = (
            ada_url.join_url(base, written) if base else ada_url.normalize_url(written)
        )
    except ValueError:
        return None
    # A normal address begins in lower case, and http has always a host.
    if not found.startswith(("http://", "https://")):
        return None
    return _without_name(found) if "@" in found else str(found)


def _without_name(found: str) -> str:
    address = ada_url.URL(found)
    address.username = ""
    address.password = ""
    return str(address.href)
