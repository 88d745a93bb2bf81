"""The login of one desk at a PostgreSQL that several desks share."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLogin:
    """A role that may reach one schema and nothing else; `address` holds all of it."""

    role: str
    schema: str
    password: str = field(repr=False)
    address: str = field(repr=False)
