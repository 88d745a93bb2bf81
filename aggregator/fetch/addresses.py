"""Which addresses belong to the public internet, in whatever form they come.

Judged by tables of our own, not by `ipaddress.is_global`, which calls a loopback
address global when it is written as 6to4 or NAT64. Sources: the special-purpose
registries of IANA for IPv4 and IPv6, read 2026-11.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(cidr), words)
    for cidr, words in (
        ("0.0.0.0/8", "means this machine itself"),
        ("10.0.0.0/8", "is in a private network"),
        ("100.64.0.0/10", "is in a provider's inner network"),
        ("127.0.0.0/8", "is this machine itself"),
        # Public by its number, but it answers only inside Azure, with secrets.
        ("168.63.129.16/32", "is a cloud provider's inner service"),
        ("169.254.0.0/16", "is a link-local address"),
        ("172.16.0.0/12", "is in a private network"),
        ("192.0.0.0/24", "is reserved"),
        ("192.0.2.0/24", "is reserved for documentation"),
        ("192.88.99.0/24", "is reserved"),
        ("192.168.0.0/16", "is in a private network"),
        ("198.18.0.0/15", "is reserved for measurements"),
        ("198.51.100.0/24", "is reserved for documentation"),
        ("203.0.113.0/24", "is reserved for documentation"),
        ("224.0.0.0/4", "is a multicast address"),
        ("240.0.0.0/4", "is reserved"),
        ("::/128", "means this machine itself"),
        ("::1/128", "is this machine itself"),
        ("2001::/23", "is reserved"),
        ("2001:db8::/32", "is reserved for documentation"),
        ("3ffe::/16", "is reserved"),
        ("3fff::/20", "is reserved for documentation"),
        ("5f00::/16", "is reserved"),
        ("fc00::/7", "is in a private network"),
        ("fe80::/10", "is a link-local address"),
        ("fec0::/10", "is in a private network"),
        ("ff00::/8", "is a multicast address"),
    )
)
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")
_COMPATIBLE = IPv6Network("::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
# The interface identifier of ISATAP (RFC 5214, 6.1), its two flag bits apart.
_ISATAP = 0x00005EFE
_ISATAP_MASK = 0xFCFFFFFF
_32_BITS = 0xFFFFFFFF
# Below it are `::` and `::1`, which are no IPv4 addresses in disguise.
_FIRST_COMPATIBLE = 0x10000


def plain(address: Address) -> Address:
    """The IPv4 address where IPv6 only wraps it (`::ffff:127.0.0.1`)."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def refusal(address: Address, allowed: tuple[Network, ...] = ()) -> str | None:
    """Why this address may not be connected to, or `None` if it may.

    An address that carries another may be connected to only if both may.
    """
    outer = plain(address)
    for form in (outer, *_embedded(outer)):
        why = _special(form)
        if why is not None and not is_within(form, allowed):
            return why if form is outer else f"leads to {form}, which {why}"
    return None


def is_within(address: Address, networks: tuple[Network, ...]) -> bool:
    """Whether one of these networks holds the address."""
    return any(
        address.version == network.version and address in network
        for network in networks
    )


def _special(address: Address) -> str | None:
    for network, words in _SPECIAL:
        if address.version == network.version and address in network:
            return words
    if isinstance(address, IPv4Address) or address in _UNICAST or address in _NAT64:
        return None
    return "is not a public address"


def _embedded(address: Address) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    number = int(address)
    last = number & _32_BITS
    if address in _SIX_TO_FOUR:
        return (IPv4Address(number >> 80 & _32_BITS),)
    if address in _TEREDO:
        return (IPv4Address(number >> 64 & _32_BITS), IPv4Address(last ^ _32_BITS))
    if (
        address in _NAT64
        or address in _TRANSLATED
        or (address in _COMPATIBLE and last >= _FIRST_COMPATIBLE)
        or number >> 32 & _ISATAP_MASK == _ISATAP
    ):
        return (IPv4Address(last),)
    return ()
