"""X, Mastodon and Bluesky as small servers on loopback, for the demo and for tests.

Each keeps a truth log of what it accepted, and misbehaves on request: that is how one
knows that nothing is posted twice and nothing lost, whatever the answers were.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from aggregator.demo.server import serving

# Whoever brings this is let in, wherever the network wants it.
TOKEN = "let-me-in"  # noqa: S105 - of a server on loopback
HANDLE = "AmblefordLibs"
FOLLOWERS = 2310


class Way(StrEnum):
    """What becomes of one request that would make a post."""

    ACCEPT = "accept"
    # Accepted, and the connection is cut before the answer.
    ACCEPT_AND_DROP = "accept and drop"
    ACCEPT_AND_500 = "accept and 500"
    ACCEPT_AND_DELAY = "accept and delay"
    # Not accepted, and the answer says nothing about it.
    DROP = "drop"
    FAIL = "500"
    PAGE = "a page"
    # Refused in the network's own words.
    BUSY = "too many"
    REVOKED = "revoked"
    NO_CREDIT = "no credit"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One post that the network accepted: the truth, whatever the answer said."""

    id: str
    text: str
    at: datetime
    reply_to: str | None = None
    quote: str | None = None
    repost: str | None = None
    alts: tuple[str, ...] = ()
    language: str | None = None
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Twin:
    """What all three share: the truth, what comes next, and what was asked.

    `hidden_reads` is how many readings of the account a new post is missing from.
    `targets` are posts of others that can be replied to or shared. A reader replies
    to each post, and where the network `answers` the council has answered them.
    """

    clock: Callable[[], datetime]
    truth: list[Accepted] = field(default_factory=list)
    ways: deque[Way] = field(default_factory=deque)
    asked: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    hidden_reads: int = 0
    reads: dict[str, int] = field(default_factory=dict)
    delay_seconds: float = 90.0
    token: str = TOKEN
    handle: str = HANDLE
    readable: bool = True
    refuses_pictures: bool = False
    answers: bool = True
    targets: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, dict[str, object]] = field(default_factory=dict)

    def next_way(self) -> Way:
        """What becomes of this one."""
        return self.ways.popleft() if self.ways else Way.ACCEPT

    def shown(self) -> list[Accepted]:
        """What a reading of the account shows, newest first; lagging if told to."""
        found = []
        for one in reversed(self.truth):
            self.reads[one.id] = self.reads.get(one.id, 0) + 1
            if self.reads[one.id] > self.hidden_reads:
                found.append(one)
        return found

    def doubles(self) -> int:
        """How many posts are out more than once."""
        said = [(one.text, one.repost) for one in self.truth]
        return len(said) - len(set(said))

    async def note(self, request: Request) -> bytes:
        """Keep what was asked, and give its body."""
        body = await request.body()
        kind = request.headers.get("content-type", "")
        self.asked.append((request.method, request.url.path, kind, body))
        return body

    async def settle(
        self,
        way: Way,
        accept: Callable[[], Response],
        refuse: Callable[[Way], Response],
    ) -> Response:
        """Accept or not, and answer or not, as the way has it."""
        if way in {Way.DROP, Way.FAIL, Way.PAGE}:
            return _answer_without_meaning(way)
        if way in {Way.BUSY, Way.REVOKED, Way.NO_CREDIT, Way.LOCKED}:
            return refuse(way)
        response = accept()
        if way is Way.ACCEPT_AND_DELAY:
            await asyncio.sleep(self.delay_seconds)
        if way is Way.ACCEPT_AND_DROP:
            return cut()
        if way is Way.ACCEPT_AND_500 and response.status_code < 300:  # noqa: PLR2004
            return JSONResponse({"title": "Internal Server Error"}, status_code=500)
        return response


def cut() -> Response:
    """An answer that breaks off: the connection is closed in the middle."""

    async def some() -> AsyncIterator[bytes]:
        yield b"{"

    return StreamingResponse(
        some(), headers={"content-length": "999"}, media_type="application/json"
    )


def _answer_without_meaning(way: Way) -> Response:
    if way is Way.DROP:
        return cut()
    if way is Way.FAIL:
        return JSONResponse({"title": "Internal Server Error"}, status_code=500)
    return Response("<html><body>Back soon</body></html>", media_type="text/html")


Endpoint = Callable[[Request], Awaitable[Response]]


@contextmanager
def on_loopback(app: "Callable[..., Awaitable[None]]") -> Iterator[str]:
    """The address of a network until the block ends."""
    with serving(app) as address:
        yield address
