"""Bluesky as a small server: a personal data server with one account."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from aggregator.demo.networks import FOLLOWERS, Accepted, Twin, Way

DID = "did:plc:ambleford2345678abcdefgh"
_READER = "did:plc:reader2345678abcdefghijk"
_POSTS = "app.bsky.feed.post"
_CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
_BLOB = "bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4"
_REFUSALS = {
    Way.NO_CREDIT: (400, "InvalidRequest", "Not allowed"),
    Way.REVOKED: (401, "AuthenticationRequired", "Invalid identifier or password"),
    Way.LOCKED: (401, "AccountTakedown", "Account has been taken down"),
}


@dataclass(slots=True, kw_only=True)
class BlueskyTwin(Twin):
    """Records by collection and key; the same key again is the same record."""

    most_blob: int = 1_000_000
    reset_at: int = 1_795_440_000
    records: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)

    def app(self) -> Starlette:
        """The server."""
        server, repo = "com.atproto.server", "com.atproto.repo"
        return Starlette(
            routes=[
                Route(f"/xrpc/{server}.createSession", self.enter, methods=["POST"]),
                Route(f"/xrpc/{server}.refreshSession", self.enter, methods=["POST"]),
                Route(f"/xrpc/{repo}.putRecord", self.put, methods=["POST"]),
                Route(f"/xrpc/{repo}.getRecord", self.get),
                Route(f"/xrpc/{repo}.uploadBlob", self.upload, methods=["POST"]),
                Route("/xrpc/app.bsky.actor.getProfile", self.profile),
                Route("/xrpc/app.bsky.feed.getPosts", self.posts),
                Route("/xrpc/app.bsky.feed.getPostThread", self.thread),
                Route("/xrpc/com.atproto.identity.resolveHandle", self.resolve),
            ]
        )

    async def enter(self, request: Request) -> Response:
        """A session for a handle and its app password."""
        body = json.loads(await request.body() or b"{}")
        if body and body.get("password") != self.token:
            return _error(
                401, "AuthenticationRequired", "Invalid identifier or password"
            )
        return JSONResponse(
            {
                "accessJwt": self._jwt("access"),
                "refreshJwt": self._jwt("refresh"),
                "handle": f"{self.handle.lower()}.test",
                "did": DID,
                "active": True,
            }
        )

    async def put(self, request: Request) -> Response:
        """A record under the key that was chosen for it."""
        body = json.loads(await self.note(request))
        if request.headers.get("authorization") != f"Bearer {self._jwt('access')}":
            return _error(400, "ExpiredToken", "Token has expired")
        key = (body["collection"], body["rkey"])
        record = body["record"]

        def accept() -> Response:
            if key not in self.records:
                self.truth.append(self._accepted(key, record))
            self.records[key] = record
            uri = f"at://{DID}/{key[0]}/{key[1]}"
            return JSONResponse({"uri": uri, "cid": _CID, "validationStatus": "valid"})

        return await self.settle(self.next_way(), accept, self._refuse)

    async def get(self, request: Request) -> Response:
        """One record."""
        if not self.readable:
            return _error(503, "UpstreamFailure", "Service Unavailable")
        asked = request.query_params
        record = self.records.get((asked["collection"], asked["rkey"]))
        uri = f"at://{DID}/{asked['collection']}/{asked['rkey']}"
        if uri in self.targets:
            at = self.clock().isoformat()
            record = {"$type": _POSTS, "text": self.targets[uri], "createdAt": at}
        if record is None:
            return _error(400, "RecordNotFound", "Could not locate record")
        return JSONResponse({"uri": uri, "cid": _CID, "value": record})

    async def upload(self, request: Request) -> Response:
        """A picture's bytes."""
        body = await self.note(request)
        if self.refuses_pictures:
            return _error(400, "InvalidMimeType", "Wrong type of file")
        if len(body) > self.most_blob:
            return _error(400, "BlobTooLarge", "This file is too large")
        blob = {
            "$type": "blob",
            "ref": {"$link": _BLOB},
            "mimeType": "image/jpeg",
            "size": len(body),
        }
        return JSONResponse({"blob": blob})

    async def posts(self, request: Request) -> Response:
        """Posts of anybody, by their addresses; what is deleted is left out."""
        if not self.readable:
            return _error(503, "UpstreamFailure", "Service Unavailable")
        own = {f"at://{DID}/{_POSTS}/{one.id}": one.text for one in self.truth}
        there = {**self.targets, **own}
        found = [
            _post_view(uri, there[uri], self.clock().isoformat())
            for uri in request.query_params.getlist("uris")
            if uri in there
        ]
        return JSONResponse({"posts": found})

    async def thread(self, request: Request) -> Response:
        """A post, a reader's reply to it, our answer to that, and our own thread."""
        uri, at = request.query_params["uri"], self.clock().isoformat()
        own = {f"at://{DID}/{_POSTS}/{one.id}": one for one in self.truth}
        if uri not in own:
            return _error(400, "NotFound", f"Post not found: {uri}")
        answer = _post_view(f"{uri}-answer", "You are welcome.", at)
        reply = _post_view(f"at://{_READER}/{_POSTS}/{own[uri].id}", "Thank you.", at)
        reply["author"] = {"did": _READER, "handle": "reader.test"}
        parts = [
            _threaded(_post_view(one, own[one].text, at))
            for one in own
            if own[one].reply_to == uri
        ]
        answered = [_threaded(answer)] if self.answers else []
        replies = [_threaded(reply, answered), *parts]
        post = _threaded(_post_view(uri, own[uri].text, at), replies)
        return JSONResponse({"thread": post})

    async def profile(self, request: Request) -> Response:
        """The account as others see it."""
        if request.headers.get("authorization") != f"Bearer {self._jwt('access')}":
            return _error(401, "AuthenticationRequired", "Authentication Required")
        who = {"did": DID, "handle": f"{self.handle.lower()}.test"}
        return JSONResponse({**who, "followersCount": FOLLOWERS})

    async def resolve(self, request: Request) -> Response:
        """Whose handle it is."""
        handle = request.query_params["handle"]
        if handle.startswith("nobody"):
            return _error(400, "InvalidRequest", "Unable to resolve handle")
        return JSONResponse({"did": DID})

    def _accepted(self, key: tuple[str, str], record: dict[str, object]) -> Accepted:
        embed = _table(record.get("embed"))
        images = embed.get("images")
        alts = (
            [str(_table(one).get("alt", "")) for one in images]
            if isinstance(images, list)
            else []
        )
        languages = record.get("langs")
        reply = _table(_table(record.get("reply")).get("parent")).get("uri")
        repost = _table(record.get("subject")).get("uri")
        return Accepted(
            id=key[1],
            text=str(record.get("text", "")),
            at=self.clock(),
            reply_to=str(reply) if reply else None,
            repost=str(repost) if repost else None,
            alts=tuple(alts),
            language=str(languages[0]) if isinstance(languages, list) else None,
            more=record,
        )

    def _refuse(self, way: Way) -> Response:
        if way is Way.BUSY:
            response = _error(429, "RateLimitExceeded", "Rate Limit Exceeded")
            response.headers["ratelimit-reset"] = str(self.reset_at)
            return response
        return _error(*_REFUSALS[way])

    def _jwt(self, scope: str) -> str:
        """A token as the client wants one: with an end, far ahead."""
        told = {
            "scope": f"com.atproto.{scope}",
            "sub": DID,
            "iat": 1_700_000_000,
            "exp": 4_000_000_000,
            "aud": "did:web:localhost",
        }
        parts = ({"alg": "none", "typ": "JWT"}, told)
        return ".".join(
            [
                *(
                    base64.urlsafe_b64encode(json.dumps(part).encode())
                    .decode()
                    .rstrip("=")
                    for part in parts
                ),
                "c2lnbmF0dXJl",
            ]
        )


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _post_view(uri: str, text: str, at: str) -> dict[str, object]:
    return {
        "uri": uri,
        "cid": _CID,
        "author": {"did": DID, "handle": "other.test"},
        "record": {"$type": _POSTS, "text": text, "createdAt": at},
        "indexedAt": at,
        **dict.fromkeys(("replyCount", "repostCount", "quoteCount"), 1),
        "likeCount": 3,
    }


def _threaded(
    post: dict[str, object], replies: Sequence[object] = ()
) -> dict[str, object]:
    kind = "app.bsky.feed.defs#threadViewPost"
    return {"$type": kind, "post": post, "replies": list(replies)}


def _error(status: int, error: str, message: str) -> Response:
    return JSONResponse({"error": error, "message": message}, status_code=status)
