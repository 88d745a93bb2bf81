"""Items as JSON, the shape that other programs rely on (see docs/commands.md)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aggregator.model.errors import ItemError
from aggregator.model.facts import Kind, Moment, Status
from aggregator.model.item import Item

_Choice = TypeVar("_Choice", Kind, Status)
# Years beyond stand for "never" and "always", and overflow in other zones.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_MOMENTS = ("starts", "ends", "closes")
_TEXTS = (
    "title",
    "url",
    "summary",
    "timezone",
    "venue",
    "address",
    "employer",
    "salary",
    "price",
    "image",
    "image_alt",
    "language",
    "author",
    "identifier",
    "series",
)
_ORDER = (
    *("id", "source", "kind", "title", "url", "summary", "published"),
    *("starts", "ends", "all_day", "timezone", "venue", "address", "closes"),
    *("employer", "salary", "price", "status", "image", "image_alt"),
    *("language", "author", "tags", "identifier", "series", "own"),
)


def item_to_json(item: Item) -> dict[str, Any]:
    """One JSON object: absent facts left out, times with offset, days as dates."""
    values: dict[str, Any] = {
        field.name: getattr(item, field.name) for field in fields(item)
    }
    values["all_day"] = True if item.all_day else None
    values["tags"] = list(item.tags) or None
    values["own"] = item.own or None
    for name in ("published", *_MOMENTS):
        if values[name] is not None:
            values[name] = values[name].isoformat()
    return {name: values[name] for name in _ORDER if values[name] is not None}


def item_from_json(value: Mapping[str, Any], default_id: str | None = None) -> Item:
    """The item that a JSON object states; `default_id` is for one that states none.

    Raises:
        ItemError: a fact is missing or of the wrong form; the sentence names it.
    """
    source = _text(value, "source") or "file"
    title = _text(value, "title")
    if title is None:
        raise ItemError("the item has no title", remedy='give it one as "title"')
    texts: dict[str, Any] = {
        name: _text(value, name) for name in _TEXTS if name != "title"
    }
    moments: dict[str, Any] = {name: _moment(value, name) for name in _MOMENTS}
    for name in ("url", "image"):
        _require_web_address(texts[name], name)
    _require_zone(texts["timezone"])
    published = _moment(value, "published")
    if published is not None and not isinstance(published, datetime):
        # Many sources tell no more than the day on which they published something.
        zone = ZoneInfo(texts["timezone"] or "UTC")
        published = datetime.combine(published, time(), tzinfo=zone)
    identity = _text(value, "id") or default_id or texts["identifier"] or title
    try:
        return Item(
            id=identity,
            source=source,
            kind=_choice(value, "kind", Kind, Kind.NEWS),
            status=_choice(value, "status", Status, Status.SCHEDULED),
            title=title,
            published=published,
            tags=_tags(value),
            own=value.get("own") is True,
            **texts,
            **moments,
        )
    except ValueError as error:
        raise ItemError(
            f"{error}", remedy="write it as 2026-12-05T10:30:00+00:00"
        ) from None


def _text(value: Mapping[str, Any], name: str) -> str | None:
    found = value.get(name)
    if found is None or found == "":
        return None
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise _wrong(name, found, "text")
    text = str(found)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split()) or None


def _require_web_address(address: str | None, name: str) -> None:
    if address and not address.lower().startswith(("http://", "https://")):
        raise _wrong(name, address, "an address that begins with https://")


def _require_zone(name: str | None) -> None:
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _wrong("timezone", name, "a time zone such as Europe/London") from None


def _moment(value: Mapping[str, Any], name: str) -> Moment | None:
    text = _text(value, name)
    if text is None:
        return None
    try:
        whole_day = len(text) == len("2026-12-05")
        moment = (date if whole_day else datetime).fromisoformat(text)
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise ValueError(text)  # noqa: TRY301 - told as any other wrong date
    except ValueError:
        raise _wrong(name, text, "2026-12-05 or 2026-12-05T10:30:00+00:00") from None
    return moment


def _choice(
    value: Mapping[str, Any], name: str, choices: type[_Choice], default: _Choice
) -> _Choice:
    text = _text(value, name)
    if text is None:
        return default
    try:
        return choices(text)
    except ValueError:
        raise _wrong(name, text, "one of " + ", ".join(choices)) from None


def _tags(value: Mapping[str, Any]) -> tuple[str, ...]:
    tags = value.get("tags") or []
    if not isinstance(tags, list | tuple):
        raise _wrong("tags", tags, "a list of texts")
    return tuple(str(tag) for tag in tags)


def _wrong(name: str, found: object, write: str) -> ItemError:
    return ItemError(f'"{name}" is {found!r}', remedy=f"write {write}")
