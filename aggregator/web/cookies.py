"""What a desk keeps in the browser, apart from what another desk on that host keeps.

Browsers tell hosts apart and not ports (RFC 6265, section 8.5): two desks on one host
would sign people out of each other. So the port that the browser asked is in the name,
where it is not the usual one.
"""

from starlette.requests import Request

from aggregator.web.answer import SESSION


def name_of(name: str, request: Request) -> str:
    """What the browser calls it."""
    try:
        port = request.url.port
    except ValueError:  # whatever was sent as the host is no host
        port = None
    return f"{name}_{port}" if port else name


def kept(name: str, request: Request) -> str | None:
    """What the browser has kept under a name.

    A session from before names had a port goes on: one of another desk opens nothing.
    """
    found = request.cookies.get(name_of(name, request))
    if found is None and name == SESSION:
        return request.cookies.get(name)
    return found
