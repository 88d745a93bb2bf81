"""Faults as `file:line:column: key: what is wrong; what to write`, all at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from aggregator.config.places import Path, Places
from aggregator.model.errors import Fault

# What to write for a key that has to be there.
_LINES = {
    "id": 'id = "whats-on"',
    "name": 'name = "..."',
    "url": 'url = "https://..."',
    "network": 'network = "x"',
    "item": 'item = "article.event"',
    "title": 'title = "h3"',
}
MISSING = "it is missing"
_MANY = ("account", "campaign", "line", "live", "message", "source")
_SECRETS = {"database", "send_to"}
_TYPES = {
    "string_type": ("a text", 'write it in quotes: "..."'),
    "bool_type": ("yes or no", "write true or false, without quotes"),
    "int_type": ("a whole number", "write a number without quotes, such as 12"),
    "int_from_float": ("a whole number", "write a number such as 12"),
    "list_type": ("a list", 'write it in brackets: ["..."]'),
    "tuple_type": ("a list", 'write it in brackets: ["..."]'),
    "date_type": ("a date", "write it without quotes, such as 2027-07-10"),
    "date_from_datetime_inexact": ("a date", "write the day alone: 2027-07-10"),
    "datetime_type": (
        "a day and time",
        "write it without quotes, such as 2027-07-10T19:30:00",
    ),
    "dict_type": ("a table", 'write it in braces: { event = ["WhatsOn"] }'),
    "model_type": ("a table", "write its keys below a line like [council]"),
    "model_attributes_type": ("a table", "write its keys below a line like [council]"),
}


def in_order(*faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """All of them as somebody reading the file meets them, each once."""
    every = dict.fromkeys(fault for some in faults for fault in some)
    return tuple(sorted(every, key=lambda fault: (fault.line, fault.column)))


def value_faults(
    file: str,
    found: Places,
    errors: Sequence[ErrorDetails],
    model: type[BaseModel],
    prefix: Path = (),
) -> list[Fault]:
    """What pydantic said, each at the key or value that it is about."""
    meant = {_meant(error, model) for error in errors}
    return [
        _fault(file, found, error, model, prefix)
        for error in errors
        if error["type"] != "missing" or error["loc"] not in meant
    ]


def _meant(error: ErrorDetails, model: type[BaseModel]) -> Path | None:
    """The key that an unknown one was probably meant to be."""
    if error["type"] != "extra_forbidden":
        return None
    *table, name = error["loc"]
    close = get_close_matches(str(name), _known_keys(model, tuple(table)), n=1)
    return (*table, close[0]) if close else None


def _fault(
    file: str, found: Places, error: ErrorDetails, model: type[BaseModel], prefix: Path
) -> Fault:
    location = tuple(part for part in error["loc"] if part != "[key]")
    at = error.get("ctx", {}).get("at")
    path = (*prefix, *location, *([at] if at else []))
    about_key = error["type"] in {"missing", "extra_forbidden"} or (
        error["loc"] != location
    )
    line, column = found.key(path) if about_key else found.value(path)
    about = _About(
        error=error,
        known=_known_keys(model, location[:-1]),
        around=_known_keys(model, location[:-2]) if len(location) > 1 else [],
    )
    what, write = _sentence(about)
    return Fault(
        file=file,
        line=line,
        column=column,
        key=".".join(str(part) for part in path if not isinstance(part, int)) or "file",
        wrong=what,
        write=write,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """An error, the keys that its table knows, and those of the table around it."""

    error: ErrorDetails
    known: Sequence[str]
    around: Sequence[str]


def _sentence(about: _About) -> tuple[str, str]:
    error = about.error
    kind = error["type"]
    context: Mapping[str, Any] = error.get("ctx", {})
    name = str(error["loc"][-1]) if error["loc"] else "it"
    # An address with a password in it must not be shown again.
    found = "this" if name in _SECRETS else _shown(error["input"])
    if kind == "wrong_value":
        return context["wrong"], context["write"]
    if kind == "missing":
        table = f'[{name}], and below it name = "..."'
        return MISSING, f"add a line: {_LINES.get(name, table)}"
    if kind == "extra_forbidden":
        return "there is no such key", _instead(name, about)
    if kind in _TYPES:
        return _of_type(kind, name, found)
    if kind in {"literal_error", "enum"}:
        return f"{found} is not known", _one_of(str(error["input"]), context)
    return f"{found} is out of bounds", f"write {_bounds(context)}"


def _shown(value: object) -> str:
    """A value as the file has it, or nearly."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value!r:.40}"


def _of_type(kind: str, name: str, found: str) -> tuple[str, str]:
    if kind == "list_type" and name in _MANY:
        return "there may be many of them", f"write [[{name}]], with two brackets"
    wanted, write = _TYPES[kind]
    return f"{found} is not {wanted}", write


def _instead(name: str, about: _About) -> str:
    close = get_close_matches(name, about.known, n=1)
    if close:
        return f"did you mean {close[0]}? Known here: {', '.join(about.known)}"
    if name in about.around:
        return "it belongs to the table above this one: move it there"
    return f"leave it out. Known here: {', '.join(about.known)}"


def _one_of(found: str, context: Mapping[str, Any]) -> str:
    expected = str(context["expected"])
    words = re.findall(r"'([^']*)'", expected)
    close = get_close_matches(found.lower(), words, n=1)
    return f'write "{close[0]}", or {expected}' if close else f"write {expected}"


def _bounds(context: Mapping[str, Any]) -> str:
    if "ge" in context:
        return f"at least {context['ge']}"
    return f"at most {context['le']}" if "le" in context else "another value"


def _known_keys(model: type[BaseModel], path: Path) -> list[str]:
    keys: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and keys is not None:
            annotation = (
                keys.model_fields[part].annotation
                if part in keys.model_fields
                else None
            )
            keys = _table_in(annotation)
    return list(keys.model_fields) if keys else []


def _table_in(annotation: object) -> type[BaseModel] | None:
    for candidate in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None
