"""Values that `sources.toml` spells in its own way."""

import ipaddress
import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import regex
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from aggregator.model.colour import READABLE, contrast_with_white
from aggregator.model.later import later
from aggregator.model.plan import Slot

# Rules of selectors and the calendars of the world, for those who name other ones.
_fault_of_selector: Callable[[str], str | None] = later(
    "aggregator.config.selectors", "fault_of"
)
_countries: Callable[[], dict[str, list[str]]] = later(
    "holidays", "list_supported_countries"
)
_AT_HOME = {"GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"}

_DURATION = re.compile(r"(\d{1,6})\s*(m|h|d|w)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?")
_CONTACT = re.compile(
    r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+|https?://[\w.-]+(?:[/?#][!-~]*)?", re.ASCII
)
_HANDLE = re.compile(r"@?[\w.-]+(?:@[\w.-]+)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DATABASE = re.compile(r"sqlite:///.|postgres(?:ql)?(?:\+psycopg)?://.")
_SOME_DAY = datetime(2026, 12, 5, 10, 30)  # noqa: DTZ001 - a form, not a time
# What a council's own network may be, this machine included (RFC 1918, 4193, 6598).
_PRIVATE = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"),
        *("127.0.0.0/8", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"),
    )
)
_SITE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_TAG_VALUE = re.compile(r"[A-Za-z0-9._-]{1,60}")
_LONGEST = timedelta(days=730)
_HASHTAG = re.compile(r"\w{1,100}")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:\S.*")
_SLOT = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:\s*-\s*(mon|tue|wed|thu|fri|sat|sun))?"
    r"\s+(\d{1,2})[:.](\d{2})",
    re.IGNORECASE,
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_LAST_HOUR, _LAST_MINUTE = 23, 59
_SELECTOR = re.compile(
    r"(?P<css>.*?)(?:@(?P<attribute>[A-Za-z_:][\w:.-]*))?", re.DOTALL
)


def wrong(what: str, write: str, at: str | None = None) -> PydanticCustomError:
    """A fault of one value: what is wrong with it, and what to write instead.

    `at` is the key it is about, where a table as a whole is judged.
    """
    context = {"wrong": what, "write": write, "at": at}
    return PydanticCustomError("wrong_value", "{wrong}; {write}", context)


def _colour(value: str) -> str:
    found = value.strip().lower()
    if not _COLOUR.fullmatch(found):
        raise wrong(
            f"{value!r} is not a colour",
            'write # and six digits, such as "#1f4f49"',
        )
    if (contrast := contrast_with_white(found)) < READABLE:
        raise wrong(
            f"white words cannot be read on {found} (contrast {contrast:.1f} to 1)",
            f"take a darker one, with at least {READABLE} to 1",
        )
    return found


def _picture(value: str) -> str:
    if not value.lower().endswith(_PICTURES):
        raise wrong(
            f"{value!r} is not a picture that a report can show",
            f"name a file that ends with {', '.join(_PICTURES)}",
        )
    return value


def _duration(value: object) -> timedelta:
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise wrong(
            f"{value!r} is not a length of time",
            'write a number and m, h, d or w, such as "30m", "1h" or "3d"',
        )
    length = timedelta(**{_UNITS[match[2]]: int(match[1])})
    if not timedelta() < length <= _LONGEST:
        raise wrong("it is out of bounds", 'write at least "1m" and at most "730d"')
    return length


def _slots(value: object) -> tuple[Slot, ...]:
    match = _SLOT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or int(match[3]) > _LAST_HOUR or int(match[4]) > _LAST_MINUTE:
        raise wrong(
            f"{value!r} is not a time in the week",
            'write days and a time, such as "Mon 9:00" or "Mon-Fri 12:30"',
        )
    first = _DAYS.index(match[1].capitalize())
    last = _DAYS.index(match[2].capitalize()) if match[2] else first
    number = (last - first) % len(_DAYS)
    at = time(int(match[3]), int(match[4]))
    return tuple(
        Slot(weekday=(first + more) % len(_DAYS), at=at) for more in range(number + 1)
    )


def _country(value: str) -> str:
    if value in _AT_HOME:
        return value
    country, _, part = value.partition("-")
    known = _countries()
    if country in known and (not part or part in known[country]):
        return value
    raise wrong(
        f"{value!r} is not a country whose holidays are known",
        'write "GB-ENG", "GB-WLS", "GB-SCT" or "GB-NIR"',
    )


def _interval(value: timedelta) -> timedelta:
    if not timedelta(minutes=5) <= value <= timedelta(days=30):
        raise wrong("it is out of bounds", 'write at least "5m" and at most "30d"')
    return value


def _clock(value: object) -> time:
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise wrong(f"{value!r} is not a time of day", 'write one such as "08:00"')
    return time(int(match[1]), int(match[2]))


def _secret(value: str) -> str:
    # Never quoted: somebody may have written the password itself.
    if not _SECRET.fullmatch(value.strip()):
        raise wrong(
            "it does not say where the address is kept",
            'write "env:NAME" or "file:PATH", and keep the address itself there',
        )
    return value.strip()


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
    if parts.scheme in {"webcal", "webcals", "feed"}:
        raise wrong(
            f"{parts.scheme}: is for programs of its own",
            f"write https: instead of {parts.scheme}:",
        )
    if parts.username is not None or parts.password is not None:
        raise wrong("it has a password in it", "write the address without name and @")
    if not usable or parts.scheme not in {"http", "https"} or re.search(r"\s", value):
        raise wrong(
            f"{value!r} is not the address of a page",
            'write it whole, such as "https://www.example.org/events"',
        )
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        close = get_close_matches(value, sorted(available_timezones()), n=1)
        raise wrong(
            f"there is no time zone {value!r}",
            f'write "{close[0] if close else "Europe/London"}"',
        ) from None
    return value


def _network(value: str) -> str:
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise wrong(
            f"{value!r} is not a network", 'write one such as "10.1.2.0/24"'
        ) from None
    if str(network) != value and f"{network.network_address}" != value:
        raise wrong(f"{value!r} is not a network", f'write "{network}"')
    if not any(
        network.version == one.version and one.supernet_of(network)  # type: ignore[arg-type]
        for one in _PRIVATE
    ):
        raise wrong(
            f"{value!r} is not private",
            "leave it out: public addresses are allowed anyway",
        )
    return str(network)


def _contact(value: str) -> str:
    if not _CONTACT.fullmatch(value):
        raise wrong(
            f"{value!r} is no address to write to",
            'write one such as "social.media@example.gov.uk"',
        )
    return value


def _handle(value: str) -> str:
    if not _HANDLE.fullmatch(value):
        raise wrong(
            f"{value!r} is not the name of an account",
            'write it as the network shows it, such as "LancsLibraries"',
        )
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise wrong(f"{value!r} is not a language", 'write its code, such as "en"')
    return value


def _database(value: str) -> str:
    # Never quoted: there may be a password in it.
    if not _DATABASE.match(value):
        raise wrong(
            "it is not the address of a database",
            'write "sqlite:///data/aggregator.sqlite3" or "postgresql://host/name"',
        )
    return value


def _server(value: str) -> str:
    # Never quoted: there may be a password in it.
    if not _database(value).startswith("postgres"):
        raise wrong(
            "desks share no SQLite file",
            "take it out, and each desk has one of its own; or write "
            '"postgresql://host/name"',
        )
    return value


def _selector(value: str) -> str:
    match = _SELECTOR.fullmatch(value.strip())
    css = match["css"].strip() if match else ""
    reason = _fault_of_selector(css) if css else None
    if reason is not None:
        raise wrong(
            f"{value!r} is not a CSS selector: {reason}",
            'write one such as "h3 a" or "h3 a@href"',
        )
    if not css and not (match and match["attribute"]):
        raise wrong(
            "the selector is empty", 'write one such as "h3 a", or leave it out'
        )
    return value.strip()


def _emoji(value: str) -> str:
    if regex.fullmatch(r"\X", value) and regex.search(
        r"\p{Extended_Pictographic}", value
    ):
        return value
    raise wrong(f"{value!r} is not one emoji", "write one, such as 📚")


def _hashtag(value: str) -> str:
    tag = value.removeprefix("#")
    if not _HASHTAG.fullmatch(tag) or tag.isdigit():
        raise wrong(f"{value!r} is not a hashtag", 'write one such as "WhatsOn"')
    return tag


def _words(value: str) -> str:
    if not value.strip():
        raise wrong("it is empty", "write something, or leave the line out")
    if not value.strip().isprintable():
        raise wrong(
            "there is a line break or an invisible character in it",
            "write it on one line",
        )
    return value.strip()


def _date_format(value: str) -> str:
    try:
        asked = re.findall(r"%-?(.)", value.replace("%%", ""))
        strptime = datetime.strptime(_SOME_DAY.strftime(value), value)  # noqa: DTZ007
    except ValueError:
        strptime = None
    if strptime is None or not {"d", "j", "x", "c"} & set(asked):
        raise wrong(
            f"{value!r} does not say how a date is written",
            'write one such as "%d.%m.%Y %H.%M"',
        )
    return value


def _site(value: str) -> str:
    if not _SITE.fullmatch(value):
        raise wrong(
            f"{value!r} is not the name of a site", 'write one such as "example.gov.uk"'
        )
    return value.casefold()


def _tag_name(value: str) -> str:
    if not _TAG_NAME.fullmatch(value):
        raise wrong(f"{value!r} cannot be added to a link", 'write "utm_source"')
    return value


def _tag_value(value: str) -> str:
    if not _TAG_VALUE.fullmatch(value):
        raise wrong(
            f"{value!r} cannot be added to a link",
            'write letters, digits, hyphens, dots or underscores, such as "social"',
        )
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
SlotTimes = Annotated[tuple[Slot, ...], BeforeValidator(_slots)]
Colour = Annotated[str, AfterValidator(_colour)]
Country = Annotated[str, AfterValidator(_country)]
Every = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_interval)]
ClockTime = Annotated[time, BeforeValidator(_clock)]
Secret = Annotated[str, AfterValidator(_secret)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Address = Annotated[str, AfterValidator(_address)]
Zone = Annotated[str, AfterValidator(_zone)]
PrivateNetwork = Annotated[str, AfterValidator(_network)]
Selector = Annotated[str, AfterValidator(_selector)]
Hashtag = Annotated[str, AfterValidator(_hashtag)]
Emoji = Annotated[str, AfterValidator(_emoji)]
Words = Annotated[str, AfterValidator(_words)]
Contact = Annotated[Words, AfterValidator(_contact)]
Handle = Annotated[Words, AfterValidator(_handle)]
Language = Annotated[Words, AfterValidator(_language)]
DatabaseAddress = Annotated[Words, AfterValidator(_database)]
ServerAddress = Annotated[Words, AfterValidator(_server)]
DateFormat = Annotated[Words, AfterValidator(_date_format)]
PictureFile = Annotated[Words, AfterValidator(_picture)]
Site = Annotated[Words, AfterValidator(_site)]
TagName = Annotated[Words, AfterValidator(_tag_name)]
TagValue = Annotated[Words, AfterValidator(_tag_value)]
