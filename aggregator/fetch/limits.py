"""How much of everything one fetch may take."""

from dataclasses import dataclass
from datetime import timedelta

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one fetch; sizes in bytes.

    `total` is the time from the first word to the last byte, redirects included
    and waiting for the host's turn not. `body` bounds what comes over the wire and
    what it decodes to. `per_host` requests run at one host at once; one that has
    taken `patience` lends its place to the next, up to `per_host_most`. `spacing`
    lies between two requests to one public host.
    """

    total: timedelta = timedelta(seconds=20)
    robots: timedelta = timedelta(seconds=10)
    body: int = 10 * MIB
    robots_body: int = 500 * KIB  # RFC 9309, 2.5: at least that much must be read
    glance: int = 4 * KIB  # of a page of which only the answer matters
    redirects: int = 5
    per_host: int = 2
    per_host_most: int = 6
    patience: timedelta = timedelta(seconds=4)
    spacing: timedelta = timedelta(milliseconds=250)
    longest_spacing: timedelta = timedelta(seconds=10)
    large: int = 2 * MIB
    large_at_once: int = 3
