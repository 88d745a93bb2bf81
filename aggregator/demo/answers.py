"""How the town answers: with validators, and "not modified" to whoever has it."""

import hashlib
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response


def answer(
    request: Request, body: str | bytes, content_type: str, changed: datetime
) -> Response:
    """The body, or 304 where the asker has it; `changed` is in UTC."""
    data = body.encode() if isinstance(body, str) else body
    etag = f'"{hashlib.blake2b(data, digest_size=8).hexdigest()}"'
    headers = {
        "etag": etag,
        "last-modified": format_datetime(changed, usegmt=True),
        "cache-control": "no-cache",
    }
    if _has_it(request, etag, changed):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=content_type, headers=headers)


def missing() -> Response:
    """There is nothing at that address."""
    return Response("There is no such page in Ambleford.", 404, media_type="text/plain")


def _has_it(request: Request, etag: str, changed: datetime) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:  # RFC 9110, 13.1.3: then the date is not looked at
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return etag in tags or "*" in tags
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and parsedate_to_datetime(since) >= changed
    except (TypeError, ValueError):
        return False
