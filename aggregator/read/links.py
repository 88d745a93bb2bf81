"""Addresses as a source writes them, made safe to show."""

import ada_url

LONGEST_ADDRESS = 2048


def safe_url(written: str | None, base: str | None = None) -> str | None:
    """An absolute http or https address, as a browser would read it, or `None`.

    A relative address is resolved against `base`. A name and password in it are
    left out: they are nothing to publish.
    """
    if not written or len(written) > LONGEST_ADDRESS:
        return None
    try:
        address = ada_url.URL(written.strip(), base=base)
    except ValueError:
        return None
    if address.protocol not in {"http:", "https:"} or not address.hostname:
        return None
    if address.username or address.password:
        address.username = ""
        address.password = ""
    return str(address.href)
