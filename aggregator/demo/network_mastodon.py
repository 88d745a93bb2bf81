"""Mastodon as a small server: the part of its API that a council posts with."""

import html
import re
from dataclasses import dataclass, field
from itertools import count

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from aggregator.demo.networks import FOLLOWERS, Accepted, Twin, Way

_LINK = re.compile(r"https?://[^\s<]+")
_ACCOUNT = "109000000000000001"
_REFUSALS = {
    Way.NO_CREDIT: (422, "Validation failed"),
    Way.REVOKED: (401, "The access token was revoked"),
    Way.LOCKED: (403, "Your login is currently disabled"),
}


@dataclass(slots=True, kw_only=True)
class MastodonTwin(Twin):
    """`most` is how many characters this instance allows."""

    most: int = 500
    reset_at: str = "2026-11-23T14:05:00.000Z"
    elsewhere: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(113_000_000_000_000_001))

    def app(self) -> Starlette:
        """The server."""
        return Starlette(
            routes=[
                Route("/api/v1/statuses", self.create, methods=["POST"]),
                Route("/api/v1/statuses/{id}", self.status),
                Route("/api/v1/statuses/{id}/context", self.context),
                Route("/api/v1/statuses/{id}/reblog", self.repost, methods=["POST"]),
                Route("/api/v1/accounts/verify_credentials", self.me),
                Route(f"/api/v1/accounts/{_ACCOUNT}/statuses", self.timeline),
                Route("/api/v1/instance/", self.instance),
                Route("/api/v2/instance/", self.instance),
                Route("/api/v1/instance", self.instance),
                Route("/api/v2/instance", self.instance),
                Route("/api/v2/media", self.upload, methods=["POST"]),
                Route("/api/v1/media/{id}", self.picture),
                Route("/api/v2/search", self.search),
            ]
        )

    async def create(self, request: Request) -> Response:
        """A status; the same key soon again brings the same one."""
        await self.note(request)
        if not self._let_in(request):
            return _error(401, "The access token is invalid")
        async with request.form() as form:
            return await self._create(request.headers.get("idempotency-key"), form)

    async def _create(self, key: str | None, form: FormData) -> Response:
        text = str(form.get("status", ""))
        reply = form.get("in_reply_to_id")
        media = [str(one) for one in form.getlist("media_ids[]")]
        own = {one.id for one in self.truth}
        if reply and str(reply) not in own | set(self.targets):
            return _error(404, "Record not found")
        if len(_LINK.sub("h" * 23, text)) > self.most:
            said = f"Validation failed: Text character limit of {self.most} exceeded"
            return _error(422, said)
        if any(not self.uploads[one].get("ready") for one in media):
            return _error(422, "Cannot attach files that have not finished processing.")

        def accept() -> Response:
            if key in self.keys:
                made = next(one for one in self.truth if one.id == self.keys[key])
                return JSONResponse(self._as_shown(made))
            made = Accepted(
                id=str(next(self._ids)),
                text=text,
                at=self.clock(),
                reply_to=str(reply) if reply else None,
                alts=tuple(str(self.uploads[one]["alt"]) for one in media),
                language=str(form["language"]) if "language" in form else None,
            )
            self.truth.append(made)
            if key:
                self.keys[key] = made.id
            return JSONResponse(self._as_shown(made))

        return await self.settle(self.next_way(), accept, self._refuse)

    async def status(self, request: Request) -> Response:
        """One status, with what it did."""
        if not self.readable:
            return _error(503, "Service Unavailable")
        for one in self.truth:
            if one.id == request.path_params["id"]:
                return JSONResponse(self._as_shown(one))
        return _error(404, "Record not found")

    async def context(self, request: Request) -> Response:
        """What is beneath a status: a reader's reply, our answer, and our thread."""
        if not self.readable:
            return _error(503, "Service Unavailable")
        number = request.path_params["id"]
        if not any(one.id == number for one in self.truth):
            return _error(404, "Record not found")
        reply = {"id": f"{number}1", "in_reply_to_id": number, "account": {"id": "7"}}
        answer = {
            "id": f"{number}2",
            "in_reply_to_id": f"{number}1",
            "account": self._account(),
        }
        own = [self._as_shown(one) for one in self.truth if one.reply_to == number]
        beneath = [reply, *([answer] if self.answers else []), *own]
        return JSONResponse({"ancestors": [], "descendants": beneath})

    async def repost(self, request: Request) -> Response:
        """A boost: again is the same."""
        await self.note(request)
        target = request.path_params["id"]
        if not self._let_in(request):
            return _error(401, "The access token is invalid")
        if target not in self.targets:
            return _error(404, "Record not found")

        def accept() -> Response:
            found = next((one for one in self.truth if one.repost == target), None)
            if found is None:
                found = Accepted(
                    id=str(next(self._ids)),
                    text=self.targets[target],
                    at=self.clock(),
                    repost=target,
                )
                self.truth.append(found)
            return JSONResponse(self._as_shown(found))

        return await self.settle(self.next_way(), accept, self._refuse)

    async def me(self, request: Request) -> Response:
        """Whose token it is."""
        if not self._let_in(request):
            return _error(401, "The access token is invalid")
        return JSONResponse({**self._account(), "followers_count": FOLLOWERS})

    async def timeline(self, request: Request) -> Response:
        """The account's newest statuses."""
        if not self.readable:
            return _error(503, "Service Unavailable")
        if not self._let_in(request):
            return _error(401, "The access token is invalid")
        return JSONResponse([self._as_shown(one) for one in self.shown()[:20]])

    async def instance(self, _request: Request) -> Response:
        """What the instance allows."""
        return JSONResponse(
            {
                "uri": "localhost",
                "title": "Ambleford Social",
                "version": "4.4.0",
                "api_versions": {"mastodon": 6},
                "configuration": {
                    "statuses": {
                        "max_characters": self.most,
                        "max_media_attachments": 4,
                        "characters_reserved_per_url": 23,
                    },
                    "media_attachments": {"image_size_limit": 16_777_216},
                },
            }
        )

    async def search(self, request: Request) -> Response:
        """A status of another instance, by its address: it has a number here then."""
        if not self._let_in(request):
            return _error(401, "The access token is invalid")
        number = self.elsewhere.get(request.query_params["q"])
        found = [{**self._account(), "id": number}] if number else []
        return JSONResponse({"accounts": [], "statuses": found, "hashtags": []})

    async def upload(self, request: Request) -> Response:
        """A picture, which takes a moment to be ready."""
        await self.note(request)
        if self.refuses_pictures:
            return _error(422, "Validation failed: File content type is invalid")
        async with request.form() as form:
            name = str(next(self._ids))
            self.uploads[name] = {"alt": str(form.get("description", ""))}
        return JSONResponse({"id": name, "type": "image", "url": None}, status_code=202)

    async def picture(self, request: Request) -> Response:
        """Whether a picture is ready: at the second asking."""
        found = self.uploads[request.path_params["id"]]
        asked = int(str(found.get("asked", 0)))
        found["asked"] = asked + 1
        told = {"id": request.path_params["id"], "type": "image"}
        if not asked:
            return JSONResponse({**told, "url": None}, status_code=206)
        found["ready"] = True
        return JSONResponse({**told, "url": "http://localhost/picture.jpg"})

    def _let_in(self, request: Request) -> bool:
        return request.headers.get("authorization") == f"Bearer {self.token}"

    def _refuse(self, way: Way) -> Response:
        if way is Way.BUSY:
            response = _error(429, "Too many requests")
            response.headers["x-ratelimit-reset"] = self.reset_at
            response.headers["x-ratelimit-limit"] = "300"
            response.headers["x-ratelimit-remaining"] = "0"
            return response
        return _error(*_REFUSALS[way])

    def _account(self) -> dict[str, object]:
        return {"id": _ACCOUNT, "username": self.handle, "acct": self.handle}

    def _as_shown(self, one: Accepted) -> dict[str, object]:
        return {
            "id": one.id,
            "created_at": one.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "in_reply_to_id": one.reply_to,
            "language": one.language,
            "url": f"http://localhost/@{self.handle}/{one.id}",
            "uri": f"http://localhost/users/{self.handle}/statuses/{one.id}",
            "content": "" if one.repost else _as_html(one.text),
            "account": self._account(),
            "favourites_count": 3,
            "replies_count": 1 + sum(own.reply_to == one.id for own in self.truth),
            "reblogs_count": 1,
            "reblog": self._reblogged(one) if one.repost else None,
        }

    def _reblogged(self, one: Accepted) -> dict[str, object]:
        return {
            "id": one.repost,
            "created_at": one.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "url": f"http://localhost/@other/{one.repost}",
            "content": _as_html(one.text),
            "account": {"id": "7", "username": "other", "acct": "other"},
        }


def _as_html(text: str) -> str:
    """A status as Mastodon marks it up: links in pieces, some of them hidden."""

    def link(match: re.Match[str]) -> str:
        scheme, rest = match[0].split("://", 1)
        return (
            f'<a href="{match[0]}" rel="nofollow noopener"><span class="invisible">'
            f'{scheme}://</span><span class="ellipsis">{rest[:30]}</span>'
            f'<span class="invisible">{rest[30:]}</span></a>'
        )

    paragraphs = html.escape(text, quote=False).split("\n\n")
    return "".join(
        f"<p>{_LINK.sub(link, one)}</p>".replace("\n", "<br />") for one in paragraphs
    )


def _error(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)
