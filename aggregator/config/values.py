"""Values that `sources.toml` spells in its own way."""

import ipaddress
import re
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import soupsieve
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

_DURATION = re.compile(r"(\d{1,6})\s*(m|h|d|w)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?")
_HASHTAG = re.compile(r"\w{1,100}")
_SELECTOR = re.compile(
    r"(?P<css>.*?)(?:@(?P<attribute>[A-Za-z_:][\w:.-]*))?", re.DOTALL
)


def wrong(what: str, write: str) -> PydanticCustomError:
    """A fault of one value: what is wrong with it, and what to write instead."""
    return PydanticCustomError(
        "wrong_value", "{wrong}; {write}", {"wrong": what, "write": write}
    )


def _duration(value: object) -> timedelta:
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise wrong(
            f"{value!r} is not a length of time",
            'write a number and m, h, d or w, such as "30m", "1h" or "3d"',
        )
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _interval(value: timedelta) -> timedelta:
    if not timedelta(minutes=5) <= value <= timedelta(days=30):
        raise wrong("it is out of bounds", 'write at least "5m" and at most "30d"')
    return value


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise wrong(
            f"{value!r} is not an id",
            'use up to 64 letters, digits and hyphens, such as "whats-on"',
        )
    return value


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable or parts.scheme not in {"http", "https"} or re.search(r"\s", value):
        raise wrong(
            f"{value!r} is not the address of a page",
            'write it whole, such as "https://www.example.org/events"',
        )
    if parts.username is not None or parts.password is not None:
        raise wrong("it has a password in it", "write the address without name and @")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong(
            f"there is no time zone {value!r}", 'write "Europe/London"'
        ) from None
    return value


def _network(value: str) -> str:
    try:
        return str(ipaddress.ip_network(value))
    except ValueError:
        raise wrong(
            f"{value!r} is not a network", 'write one such as "10.1.2.0/24"'
        ) from None


def _selector(value: str) -> str:
    match = _SELECTOR.fullmatch(value.strip())
    css = match["css"].strip() if match else ""
    try:
        if css:
            soupsieve.compile(css)
    except (soupsieve.SelectorSyntaxError, ValueError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise wrong(
            f"{value!r} is not a CSS selector: {reason}",
            'write one such as "h3 a" or "h3 a@href"',
        ) from None
    if not css and not (match and match["attribute"]):
        raise wrong(
            "the selector is empty", 'write one such as "h3 a", or leave it out'
        )
    return value.strip()


def _hashtag(value: str) -> str:
    tag = value.removeprefix("#")
    if not _HASHTAG.fullmatch(tag) or tag.isdigit():
        raise wrong(f"{value!r} is not a hashtag", 'write one such as "WhatsOn"')
    return tag


def _words(value: str) -> str:
    if not value.strip():
        raise wrong("it is empty", "write something, or leave the line out")
    return value.strip()


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Every = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_interval)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Address = Annotated[str, AfterValidator(_address)]
Zone = Annotated[str, AfterValidator(_zone)]
PrivateNetwork = Annotated[str, AfterValidator(_network)]
Selector = Annotated[str, AfterValidator(_selector)]
Hashtag = Annotated[str, AfterValidator(_hashtag)]
Words = Annotated[str, AfterValidator(_words)]
