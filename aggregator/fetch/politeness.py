"""How not to be a burden: each decision from what a server said and the time now."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx
from protego import Protego

# Whoever asks for more than a week's silence is asked once a week all the same.
_LONGEST_WAIT = timedelta(days=7)
_LONGEST_FRESH = timedelta(days=1)
_MOST_DIGITS = 9

Rules = Protego


def host_of(url: httpx.URL) -> str:
    """The host whose turns a request takes: both usual ports are one server."""
    return url.host if url.port is None else f"{url.host}:{url.port}"


def robots_url(url: httpx.URL) -> httpx.URL:
    """Where this address's host keeps its robots.txt (RFC 9309, 2.3)."""
    return url.copy_with(raw_path=b"/robots.txt", fragment=None)


def agent_token(user_agent: str) -> str:
    """The name that robots.txt knows us by: the User-Agent up to its version."""
    return user_agent.split("/", 1)[0].split(" ", 1)[0]


def rules_of(status: int, body: bytes) -> Rules | None:
    """The rules an answer for robots.txt states; `None` where all is allowed.

    RFC 9309, 2.3.1: a file that cannot be had (4xx) forbids nothing.
    """
    if status != HTTPStatus.OK or not body.strip():
        return None
    return Protego.parse(body.decode("utf-8", "replace").lstrip("\ufeff"))


def is_allowed(rules: Rules | None, url: httpx.URL, token: str) -> bool:
    """Whether robots.txt lets us ask for this address."""
    return rules is None or rules.can_fetch(str(url), token)


def spacing(
    rules: Rules | None, token: str, *, least: timedelta, most: timedelta
) -> timedelta:
    """How far apart two requests lie: what the host asks for, within reason."""
    asked = rules.crawl_delay(token) if rules is not None else None
    if asked is None:
        return least
    return min(max(timedelta(seconds=min(asked, most.total_seconds())), least), most)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long `Retry-After` asks us to stay away (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    asked = _seconds(value)
    if asked is None:
        when = _moment(value)
        asked = None if when is None else when - now
    if asked is None:
        return None
    return min(max(asked, timedelta()), _LONGEST_WAIT)


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long an answer stays good by its own word (RFC 9111, 4.2.1).

    `None` where it says nothing, or that it must always be asked for again.
    """
    said, expires = headers.get("cache-control"), headers.get("expires")
    if said is None and expires is None:
        return None
    words = [word.strip().lower() for word in (said or "").split(",")]
    if "no-store" in words or "no-cache" in words:
        return None
    ages = (_seconds(w[8:].strip('"')) for w in words if w.startswith("max-age="))
    fresh = next((age for age in ages if age is not None), None)
    if fresh is None and (ends := _moment(expires or "")):
        fresh = ends - now
    if fresh is None:
        return None
    fresh -= _seconds(headers.get("age", "")) or timedelta()
    return min(fresh, _LONGEST_FRESH) if fresh > timedelta() else None


def next_due(now: datetime, every: timedelta, fresh: timedelta | None) -> datetime:
    """When to ask again: after its interval, or later where the source says so."""
    return now + max(every, min(fresh or timedelta(), _LONGEST_FRESH))


def _seconds(value: str) -> timedelta | None:
    value = value.strip()
    if not (value.isascii() and value.isdigit()):
        return None
    return timedelta(seconds=int(value[:_MOST_DIGITS]))


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
