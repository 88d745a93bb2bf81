"""Faults as `file:line:column: key: what is wrong; what to write`, all at once."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from aggregator.config.places import Path, Places
from aggregator.model.errors import Fault

_TYPES = {
    "string_type": ("a text", 'write it in quotes: "..."'),
    "bool_type": ("yes or no", "write true or false, without quotes"),
    "int_type": ("a whole number", "write a number without quotes, such as 12"),
    "int_from_float": ("a whole number", "write a number such as 12"),
    "list_type": ("a list", 'write it in brackets: ["..."]'),
    "tuple_type": ("a list", 'write it in brackets: ["..."]'),
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
    return [_fault(file, found, error, model, prefix) for error in errors]


def _fault(
    file: str, found: Places, error: ErrorDetails, model: type[BaseModel], prefix: Path
) -> Fault:
    location = tuple(part for part in error["loc"] if part != "[key]")
    path = (*prefix, *location)
    about_key = error["type"] in {"missing", "extra_forbidden"} or (
        error["loc"] != location
    )
    line, column = found.key(path) if about_key else found.value(path)
    what, write = _sentence(error, _known_keys(model, location[:-1]))
    return Fault(
        file=file,
        line=line,
        column=column,
        key=".".join(str(part) for part in path if not isinstance(part, int)) or "file",
        wrong=what,
        write=write,
    )


def _sentence(error: ErrorDetails, known: Sequence[str]) -> tuple[str, str]:
    kind = error["type"]
    context: Mapping[str, Any] = error.get("ctx", {})
    name = str(error["loc"][-1]) if error["loc"] else "it"
    if kind == "wrong_value":
        return str(context["wrong"]), str(context["write"])
    if kind == "missing":
        return "it is missing", f"add a line: {name} = ..."
    if kind == "extra_forbidden":
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}?" if close else "leave it out"
        return "there is no such key", f"{hint} Known here: {', '.join(known)}"
    found = f"{error['input']!r:.40}"
    if kind in _TYPES:
        wanted, write = _TYPES[kind]
        return f"{found} is not {wanted}", write
    if kind in {"literal_error", "enum"}:
        return f"{found} is not known", f"write {context['expected']}"
    return f"{found} is out of bounds", f"write {_bounds(context)}"


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
