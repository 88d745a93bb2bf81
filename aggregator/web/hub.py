"""Where hubs call: no person, no session and no form, so it stands beside the door."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from aggregator.run.live import Live
from aggregator.run.pushing import told, verified

# A hub may send the whole feed along; it is only weighed and thrown away.
_LONGEST = 4 * 1024 * 1024
_HEADER = "x-hub-signature"


def hub_calls(live: Live) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of every subscription."""

    async def endpoint(request: Request) -> Response:
        token = request.path_params["token"]
        if request.method == "POST":
            body = await _body(request)
            if body is None:
                return PlainTextResponse("too long", 413)
            signature = request.headers.get(_HEADER, "")
            is_ours = await run_in_threadpool(
                told, live.parts(), token, body, signature
            )
            return PlainTextResponse("", 202 if is_ours else 410)
        challenge = await run_in_threadpool(
            verified, live.parts(), token, dict(request.query_params)
        )
        if challenge is None:
            return PlainTextResponse("no such subscription", 404)
        return PlainTextResponse(challenge)

    return endpoint


async def _body(request: Request) -> bytes | None:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _LONGEST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
