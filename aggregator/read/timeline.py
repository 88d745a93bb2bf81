"""What accounts post, as things worth sharing: X, Mastodon and Bluesky.

Bluesky's and X's answers are JSON, Mastodon's a feed that has neither replies nor
boosts. Replies and what an account only passes on are left out everywhere.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import ReadError
from aggregator.model.facts import Facts, Kind
from aggregator.model.source import TimelineRules
from aggregator.read.clean import plain
from aggregator.read.feed import read_feed
from aggregator.read.links import safe_url
from aggregator.read.material import MOST_ENTRIES, Material

TIMELINE = "timeline"
_TITLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    identifier: str
    text: str
    address: str
    author: str | None
    written: str | None
    language: str | None = None
    image: str | None = None
    image_alt: str | None = None


def read_timeline(material: Material) -> Reading:
    """The posts of an account, as its rules want them.

    Raises:
        ReadError: it is neither an answer of a network nor a feed.
    """
    if material.text.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        reading = read_feed(_as_shares(material))
        entries = reading.entries
    else:
        posts = _posts(material)
        entries = tuple(filter(None, (_entry(post, material) for post in posts)))
    rules = material.source.timeline or TimelineRules()
    kept = tuple(one for one in entries if _wanted(one, rules, material.now))
    return Reading(entries=kept, problems=tuple(material.problems), format=TIMELINE)


def _as_shares(material: Material) -> Material:
    return replace(material, source=replace(material.source, kind=Kind.SHARE))


def _posts(material: Material) -> list[_Post]:
    try:
        told = json.loads(material.text)
    except (ValueError, RecursionError) as error:
        raise _broken(material.source.name) from error
    if isinstance(told, dict) and isinstance(told.get("feed"), list):
        found = _of_bluesky(told["feed"])
    elif isinstance(told, dict) and ("data" in told or "meta" in told):
        found = _of_x(told)
    else:
        raise _broken(material.source.name)
    return list(found)[:MOST_ENTRIES]


def _broken(name: str) -> ReadError:
    return ReadError(
        f"{name} sent something else than an account's posts",
        cause="unknown-format",
        remedy="write the address of the account as a browser shows it, such as "
        "https://bsky.app/profile/name",
    )


def _of_bluesky(feed: list[Any]) -> Iterator[_Post]:
    for one in feed:
        entry = _table(one)
        post, record = (
            _table(entry.get("post")),
            _table(_table(entry.get("post")).get("record")),
        )
        uri, text = post.get("uri"), record.get("text")
        if "reason" in entry or "reply" in record:
            continue
        if not isinstance(uri, str) or not isinstance(text, str):
            continue
        author = _table(post.get("author"))
        handle = str(author.get("handle") or uri.split("/")[2])
        images = _list(_table(post.get("embed")).get("images"))
        image = _table(images[0]) if images else {}
        yield _Post(
            identifier=uri,
            text=text,
            address=f"https://bsky.app/profile/{handle}/post/{uri.rpartition('/')[2]}",
            author=_string(author.get("displayName")) or handle,
            written=_string(record.get("createdAt")),
            language=next(iter(_list(record.get("langs"))), None),
            image=_string(image.get("fullsize")),
            image_alt=_string(image.get("alt")),
        )


def _of_x(told: Mapping[str, Any]) -> Iterator[_Post]:
    users = {
        one.get("id"): one
        for one in map(_table, _list(_table(told.get("includes")).get("users")))
    }
    for one in map(_table, _list(told.get("data"))):
        number, text = one.get("id"), one.get("text")
        kinds = {
            _table(about).get("type") for about in _list(one.get("referenced_tweets"))
        }
        if kinds & {"retweeted", "replied_to"} or not isinstance(text, str):
            continue
        for link in map(_table, _list(_table(one.get("entities")).get("urls"))):
            full = str(link.get("expanded_url"))
            shown = "" if "/photo/" in full or "/video/" in full else full
            text = text.replace(str(link.get("url")), shown)
        user = users.get(one.get("author_id"), {})
        handle = user.get("username") or "i"
        yield _Post(
            identifier=str(number),
            text=text,
            address=f"https://x.com/{handle}/status/{number}",
            author=_string(user.get("name")) or _string(user.get("username")),
            written=_string(one.get("created_at")),
            language=_string(one.get("lang")),
        )


def _entry(post: _Post, material: Material) -> Entry | None:
    summary = plain(post.text)
    heading = plain(post.text.split("\n\n")[0], longest=_TITLE)
    address = safe_url(post.address, material.document.url)
    if heading is None or address is None:
        return None
    return Entry(
        facts=Facts(
            kind=Kind.SHARE,
            title=heading,
            url=address,
            summary=summary,
            published=_moment(post.written),
            image=safe_url(post.image, material.document.url) if post.image else None,
            image_alt=plain(post.image_alt) if post.image_alt else None,
            language=post.language or material.source.language,
            author=plain(post.author) if post.author else None,
        ),
        identifier=post.identifier,
    )


def _wanted(entry: Entry, rules: TimelineRules, now: datetime) -> bool:
    facts = entry.facts
    words = f"{facts.title} {facts.summary or ''}".casefold()
    published = facts.published
    if isinstance(published, datetime) and now - published > rules.newer_than:
        return False
    if rules.languages and (facts.language or "").split("-")[0] not in rules.languages:
        return False
    if any(word.casefold() in words for word in rules.without):
        return False
    return not rules.only or any(word.casefold() in words for word in rules.only)


def _moment(written: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
