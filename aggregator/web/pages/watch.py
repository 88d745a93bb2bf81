"""For programs that watch this one: is it alive, can it work, how full is it."""

import hmac
import ipaddress
import os

from aggregator.model.errors import AggregatorError
from aggregator.run.vitals import CONTENT_TYPE, figures, require_database
from aggregator.web.answer import Answer, File
from aggregator.web.faults import lost
from aggregator.web.visit import Visit

_PLAIN = "text/plain; charset=utf-8"
# Who watches from another machine shows what this variable holds.
TOKEN = "AGGREGATOR_METRICS_TOKEN"  # noqa: S105  the name, not the secret


def alive(_visit: Visit) -> Answer:
    """The process answers; it needs nothing to say so."""
    return File(content=b"alive\n", media_type=_PLAIN)


def ready(visit: Visit) -> Answer:
    """The database can be read, so pages can be served."""
    try:
        require_database(visit.parts)
    except AggregatorError as error:
        return File(content=f"{error}\n".encode(), media_type=_PLAIN, status=503)
    return File(content=b"ready\n", media_type=_PLAIN)


def show(visit: Visit) -> Answer:
    """The figures, for this machine, or for whoever knows the token."""
    if not (_is_from_here(visit) or _knows_token(visit)):
        return lost()
    return File(content=figures(visit.parts), media_type=CONTENT_TYPE)


def _is_from_here(visit: Visit) -> bool:
    """Whether a program on this machine asks, and not a proxy for somebody else."""
    headers = visit.request.headers
    if "forwarded" in headers or "x-forwarded-for" in headers or "via" in headers:
        return False
    client = visit.request.client
    return client is not None and ipaddress.ip_address(client.host).is_loopback


def _knows_token(visit: Visit) -> bool:
    token = os.environ.get(TOKEN, "")
    given = visit.request.headers.get("authorization", "")
    return bool(token) and hmac.compare_digest(
        given.encode(), f"Bearer {token}".encode()
    )
