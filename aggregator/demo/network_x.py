"""X as a small server: the part of its API v2 that a council posts with."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from aggregator.demo.networks import FOLLOWERS, Accepted, Twin, Way

_LINK = re.compile(r"https?://\S+")
_USER = "1234567890"
_ME = f"/2/users/{_USER}"
_REFUSALS = {
    Way.NO_CREDIT: (402, "CreditsDepleted", "Your account has no credits left."),
    Way.REVOKED: (401, "Unauthorized", "Unauthorized"),
    Way.LOCKED: (403, "Forbidden", "Your account is temporarily locked."),
}


@dataclass(slots=True, kw_only=True)
class XTwin(Twin):
    """`refuses_duplicates` is what X does: the same words soon again are 403.

    It `tells_clicks` to the author for 30 days.
    """

    refuses_duplicates: bool = True
    tells_clicks: bool = True
    reset_at: int = 1_795_440_000
    refresh_token: str = "refresh-me"  # noqa: S105 - of a server on loopback
    tokens: list[str] = field(default_factory=list)
    partners: list[dict[str, object]] = field(default_factory=list)
    paid_for: int = 0
    _ids: "count[int]" = field(default_factory=lambda: count(1_990_000_000_000_000_001))

    def app(self) -> Starlette:
        """The server."""
        return Starlette(
            routes=[
                Route("/2/tweets", self.create, methods=["POST"]),
                Route("/2/tweets", self.figures),
                Route("/2/users/me", self.me),
                Route(f"{_ME}/tweets", self.timeline),
                Route("/2/users/by/username/{name}", self.somebody),
                Route("/2/users/2244/tweets", self.partner),
                Route("/2/users/{other}/tweets", self.nobody),
                Route(f"{_ME}/retweets", self.repost, methods=["POST"]),
                Route("/2/media/upload", self.upload, methods=["POST"]),
                Route("/2/media/metadata", self.describe, methods=["POST"]),
                Route("/2/oauth2/token", self.renew, methods=["POST"]),
                Route("/told", self.told),
            ]
        )

    async def create(self, request: Request) -> Response:
        """A post, a reply or a quote."""
        body = json.loads(await self.note(request))
        if not self._let_in(request):
            return _problem(401, "Unauthorized", "Unauthorized")
        reply = body.get("reply", {}).get("in_reply_to_tweet_id")
        quote = body.get("quote_tweet_id")
        text = body.get("text", "")
        media = body.get("media", {}).get("media_ids", [])
        own = {one.id for one in self.truth}
        for target in filter(None, (reply, quote)):
            if target not in own and target not in self.targets:
                detail = (
                    "You attempted to reply to a Post that is deleted or not visible."
                )
                return _problem(403, "Forbidden", detail)
        if any(one not in self.uploads for one in media):
            return _problem(400, "Invalid Request", "Your media IDs are invalid.")

        def accept() -> Response:
            if self.refuses_duplicates and any(
                one.text == text and one.reply_to == reply for one in self.truth
            ):
                detail = "You are not allowed to create a Tweet with duplicate content."
                return _problem(403, "Forbidden", detail)
            made = Accepted(
                id=str(next(self._ids)),
                text=text,
                at=self.clock(),
                reply_to=reply,
                quote=quote,
                alts=tuple(str(self.uploads[one].get("alt", "")) for one in media),
            )
            self.truth.append(made)
            return JSONResponse(
                {"data": {"id": made.id, "text": made.text}}, status_code=201
            )

        return await self.settle(self.next_way(), accept, self._refuse)

    async def figures(self, request: Request) -> Response:
        """What posts did; one that was deleted is left out."""
        if not self.readable:
            return _problem(503, "Service Unavailable", "Service Unavailable")
        wanted = request.query_params["ids"].split(",")
        counts = dict.fromkeys(
            ("reply_count", "retweet_count", "quote_count", "bookmark_count"), 1
        )
        told = {"like_count": 3, "impression_count": 120, **counts}
        found: list[dict[str, object]] = [
            {"id": one.id, "text": one.text, "public_metrics": told}
            for one in self.truth
            if one.id in wanted
        ]
        field = "non_public_metrics"
        if field not in request.query_params["tweet.fields"]:
            return JSONResponse({"data": found} if found else {"errors": []})
        if not self.tells_clicks:
            return JSONResponse({"errors": [_not_yours(one, field) for one in found]})
        for one in found:
            one[field] = {"url_link_clicks": 5, "impression_count": 120}
        return JSONResponse({"data": found} if found else {"errors": []})

    async def repost(self, request: Request) -> Response:
        """A repost: again is the same."""
        body = json.loads(await self.note(request))
        if not self._let_in(request):
            return _problem(401, "Unauthorized", "Unauthorized")
        target = body["tweet_id"]
        if target not in self.targets:
            return _problem(404, "Not Found Error", "Could not find the Post.")

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
            return JSONResponse({"data": {"rest_id": found.id, "retweeted": True}})

        return await self.settle(self.next_way(), accept, self._refuse)

    async def me(self, request: Request) -> Response:
        """Whose token it is."""
        if not self._let_in(request):
            return _problem(401, "Unauthorized", "Unauthorized")
        data: dict[str, object] = {"id": _USER}
        data |= {"username": self.handle, "name": self.handle}
        if "public_metrics" in request.query_params.get("user.fields", ""):
            figures = ("following_count", "tweet_count", "listed_count")
            data["public_metrics"] = {
                "followers_count": FOLLOWERS,
                **dict.fromkeys(figures, 1),
            }
        return JSONResponse({"data": data})

    async def timeline(self, request: Request) -> Response:
        """The account's newest posts, as X writes them: t.co links and entities."""
        if not self.readable:
            return _problem(503, "Service Unavailable", "Service Unavailable")
        if not self._let_in(request):
            return _problem(401, "Unauthorized", "Unauthorized")
        most = int(request.query_params.get("max_results", "10"))
        shown = [_as_shown(one) for one in self.shown()[:most]]
        return JSONResponse({"data": shown, "meta": {"result_count": len(shown)}})

    async def nobody(self, _request: Request) -> Response:
        """An account that is not there, or whose name is another now."""
        return _problem(404, "Not Found Error", "Could not find user.")

    async def somebody(self, request: Request) -> Response:
        """Whose name it is: there is one partner."""
        if request.path_params["name"].casefold() != "amblefordmuseum":
            return _problem(404, "Not Found Error", "Could not find user.")
        return JSONResponse({"data": {"id": "2244", "username": "AmblefordMuseum"}})

    async def partner(self, request: Request) -> Response:
        """What the partner posted; each post that is shown is paid for."""
        since = int(request.query_params.get("since_id", "0"))
        shown = [one for one in self.partners if int(str(one["id"])) > since]
        self.paid_for += len(shown)
        users = [{"id": "2244", "username": "AmblefordMuseum", "name": "The Museum"}]
        told: dict[str, object] = {"meta": {"result_count": len(shown)}}
        if shown:
            told |= {"data": shown, "includes": {"users": users}}
        return JSONResponse(told)

    async def told(self, _request: Request) -> Response:
        """The truth log, for a person: every post that was accepted."""
        lines = [f"{one.at:%d %b %H:%M}  {_in_words(one)}" for one in self.truth]
        return PlainTextResponse("\n\n".join(lines) or "Nothing yet.")

    async def upload(self, request: Request) -> Response:
        """A picture."""
        await self.note(request)
        if self.refuses_pictures:
            return _problem(400, "Invalid Request", "media type unrecognized.")
        async with request.form() as form:
            file = form["media"]
            size = 0 if isinstance(file, str) else len(await file.read())
        name = str(next(self._ids))
        self.uploads[name] = {"size": size}
        return JSONResponse({"data": {"id": name, "media_key": f"3_{name}"}})

    async def describe(self, request: Request) -> Response:
        """A picture's alternative text."""
        body = json.loads(await self.note(request))
        self.uploads[body["id"]]["alt"] = body["metadata"]["alt_text"]["text"]
        return JSONResponse({"data": {"id": body["id"]}})

    async def renew(self, request: Request) -> Response:
        """A new OAuth 2 token for the refresh token, which is new afterwards, too."""
        async with request.form() as form:
            if form.get("refresh_token") != self.refresh_token:
                return JSONResponse({"error": "invalid_request"}, status_code=400)
        self.token = f"fresh-{len(self.tokens) + 1}"
        self.refresh_token = f"refresh-{len(self.tokens) + 1}"
        self.tokens.append(self.token)
        return JSONResponse(
            {
                "token_type": "bearer",
                "expires_in": 7200,
                "access_token": self.token,
                "refresh_token": self.refresh_token,
            }
        )

    def _let_in(self, request: Request) -> bool:
        shown = request.headers.get("authorization", "")
        if shown.startswith("OAuth "):
            return f'oauth_token="{self.token}"' in shown and "HMAC-SHA1" in shown
        return shown == f"Bearer {self.token}"

    def _refuse(self, way: Way) -> Response:
        if way is Way.BUSY:
            response = _problem(429, "Too Many Requests", "Too Many Requests")
            response.headers["x-rate-limit-reset"] = str(self.reset_at)
            return response
        return _problem(*_REFUSALS[way])


def _in_words(one: Accepted) -> str:
    about = (("Repost", one.repost), ("Quote", one.quote), ("Reply", one.reply_to))
    kinds = [f"{kind} of {target}" for kind, target in about if target]
    return "\n".join([*kinds, one.text, *(f"[Picture: {alt}]" for alt in one.alts)])


def _not_yours(post: Mapping[str, object], field: str) -> dict[str, object]:
    """X's answer for a field that is another account's, or older than 30 days."""
    return {
        "resource_id": post["id"],
        "resource_type": "tweet",
        "field": field,
        "section": "data",
        "title": "Field Authorization Error",
        "detail": f"Sorry, you are not authorized to access '{field}' on the Post.",
        "type": "https://api.twitter.com/2/problems/not-authorized-for-field",
    }


def _problem(status: int, title: str, detail: str) -> Response:
    body = {"title": title, "detail": detail, "status": status, "type": "about:blank"}
    return JSONResponse(body, status_code=status)


def _as_shown(one: Accepted) -> dict[str, object]:
    """A post as X tells it: links shortened, angle brackets and ampersands escaped."""
    links: list[dict[str, str]] = []

    def shorten(match: re.Match[str]) -> str:
        links.append(
            {
                "url": f"https://t.co/{one.id[-4:]}{len(links)}",
                "expanded_url": match[0],
            }
        )
        return links[-1]["url"]

    text = html.escape(_LINK.sub(shorten, one.text), quote=False)
    if one.alts:
        picture = f"https://x.com/{one.id}/status/{one.id}/photo/1"
        links.append({"url": "https://t.co/picture", "expanded_url": picture})
        text = f"{text} https://t.co/picture"
    told: dict[str, object] = {
        "id": one.id,
        "text": text,
        "created_at": one.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "entities": {"urls": links},
    }
    kinds = (
        ("retweeted", one.repost),
        ("quoted", one.quote),
        ("replied_to", one.reply_to),
    )
    told["referenced_tweets"] = [
        {"type": kind, "id": target} for kind, target in kinds if target
    ]
    return told
