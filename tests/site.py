"""A web site on loopback whose pages a test changes as it goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from aggregator.demo.server import serving


@dataclass
class Site:
    """Pages by path; `asked` lists the paths in the order they were asked for.

    `headers` are those of a path's answers besides its content type.
    """

    pages: dict[str, tuple[bytes, str, int]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base: str = ""

    def put(
        self,
        path: str,
        body: str | bytes,
        content_type: str = "application/rss+xml",
        status: int = 200,
        **headers: str,
    ) -> str:
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = (data, content_type, status)
        self.headers[path] = {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return self.base + path

    def answer(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        body, content_type, status = self.pages.get(
            request.url.path, (b"not here", "text/plain", 404)
        )
        headers = self.headers.get(request.url.path)
        return Response(body, status, headers, media_type=content_type)


@contextmanager
def site_on_loopback() -> Iterator[Site]:
    site = Site()
    app = Starlette(
        routes=[Route("/{path:path}", lambda request: site.answer(request))]  # noqa: PLW0108 - a test may replace it
    )
    with serving(app) as base:
        site.base = base
        yield site


def rss(*items: str, title: str = "News") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<rss version="2.0"><channel><title>{title}</title>'
        "<link>https://example.org/</link><description>News</description>"
        f"{''.join(items)}</channel></rss>"
    )


def rss_item(
    title: str, link: str, published: datetime, guid: str = "", text: str = ""
) -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link>"
        f'<guid isPermaLink="false">{guid or link}</guid>'
        f"<pubDate>{format_datetime(published)}</pubDate>"
        f"<description>{text}</description></item>"
    )


def event_page(*events: dict[str, str]) -> str:
    """A what's-on page with one card an event, as `CARDS` reads it."""
    cards = "".join(
        '<article class="event">'
        f'<h3><a href="{event["link"]}">{event["title"]}</a></h3>'
        f'<time datetime="{event["starts"]}">{event["starts"]}</time>'
        f'<p class="venue">{event["venue"]}</p>'
        f'<p class="text">{event.get("text", "")}</p></article>'
        for event in events
    )
    return f"<!doctype html><html><body><main>{cards}</main></body></html>"


CARDS = """
[source.page]
item = "article.event"
title = "h3"
link = "h3 a@href"
starts = "time@datetime"
venue = ".venue"
summary = ".text"
"""


def source_toml(name: str, url: str, **keys: str) -> str:
    lines = [
        "[[source]]",
        f'id = "{name}"',
        f'name = "{name}"',
        f'url = "{url}"',
        'allow_private = ["127.0.0.1/32"]',
        *(f'{key} = "{value}"' for key, value in keys.items()),
    ]
    return "\n".join(lines) + "\n"


COUNCIL = """
[council]
name = "Ambleford Libraries"
timezone = "Europe/London"
"""
