"""Values as TOML spells them."""

from collections.abc import Mapping

import tomlkit


def literal(value: object) -> str:
    """A text in quotes, a number, true or false, a list, or a table in braces."""
    if isinstance(value, Mapping):
        inner = ", ".join(pair(key, one) for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(one) for one in value)}]"
    return str(tomlkit.item(value).as_string())


def pair(key: str, value: object) -> str:
    """One line of a table, without its end."""
    return f"{tomlkit.key(key).as_string()} = {literal(value)}"
