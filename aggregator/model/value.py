"""What is made by the thousand: frozen values whose making and comparing is done in C.

A cycle makes ten of them of each thing that a source tells. A dataclass of twenty
fields takes five times as long to make, twenty times as long to copy with one field
changed, and as long again to write as JSON.
"""

from dataclasses import Field, field, make_dataclass
from functools import cache
from typing import Any, ClassVar

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields as struct_fields

__all__ = ["Value"]


class _DataclassFields:
    """What `dataclasses.replace` and `dataclasses.fields` ask of a class."""

    def __get__(self, _: object, owner: type[Struct]) -> dict[str, Field[Any]]:
        return _fields_of(owner)


@cache
def _fields_of(owner: type[Struct]) -> dict[str, Field[Any]]:
    listed = [
        (
            one.name,
            Any,
            field(default=None) if one.default is not NODEFAULT else field(),
        )
        for one in struct_fields(owner)
    ]
    twin = make_dataclass(owner.__name__, listed, kw_only=True)
    found: dict[str, Field[Any]] = twin.__dataclass_fields__  # type: ignore[attr-defined]
    return found


class Value(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A frozen value that is a dataclass to whoever asks.

    No value may lead back to itself: the garbage collector does not look at them.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = _DataclassFields()  # type: ignore[assignment]
