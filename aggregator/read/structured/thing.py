"""A thing described on a page, in whichever syntax: types and properties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# What nests deeper than this describes nothing.
DEEPEST = 30
_VOCABULARIES = ("http://schema.org/", "https://schema.org/", "schema:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Types and properties by their short schema.org names, values in their order."""

    types: tuple[str, ...] = ()
    id: str | None = None
    properties: Mapping[str, tuple["Thing | str", ...]] = field(default_factory=dict)

    def values(self, *names: str) -> tuple["Thing | str", ...]:
        """The values of the first of these properties that has any."""
        for name in names:
            if found := self.properties.get(name):
                return found
        return ()

    def things(self, *names: str) -> tuple["Thing", ...]:
        """Those values that are things themselves."""
        return tuple(value for value in self.values(*names) if isinstance(value, Thing))

    def text(self, *names: str) -> str | None:
        """The first text of the first of these properties that has one."""
        return next(self.texts(*names), None)

    def texts(self, *names: str) -> Iterator[str]:
        """Every text of these properties; of a thing, its name or value."""
        for name in names:
            for value in self.properties.get(name, ()):
                if isinstance(value, str):
                    if value.strip():
                        yield value
                elif inner := value.text("name", "@value", "url"):
                    yield inner


def short_name(name: str) -> str:
    """`startDate` of `http://schema.org/startDate`; other names as they are."""
    name = name.strip()
    for vocabulary in _VOCABULARIES:
        if name.startswith(vocabulary):
            return name[len(vocabulary) :].strip("/")
    return name
