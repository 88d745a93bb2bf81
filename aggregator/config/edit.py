"""Adds a source to a text, or changes one, keeping every comment and all layout."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aggregator.config.faults import in_order
from aggregator.config.literal import literal, pair
from aggregator.config.load import FILE, judge
from aggregator.config.places import Path, Places, places
from aggregator.config.schema_source import SourceTable
from aggregator.model.errors import ConfigurationError, Fault, NotFoundError

# Values by key, as the file spells them: every = "1h", expect = { min = 5 }.
Values = Mapping[str, Any]
_ORDER = tuple(SourceTable.model_fields)
_MARK = "\ufeff"


def add_source(text: str, values: Values) -> str:
    """The text with one more `[[source]]` at its end, as `add_sources` adds it."""
    return add_sources(text, [values])


def add_sources(text: str, many: Sequence[Values]) -> str:
    """The text with more `[[source]]` tables at its end.

    Values that are `None` or empty are left out; `page` becomes a table of its own.
    The text is as the file has it, line ends and byte order mark included.

    Raises:
        ConfigurationError: the text is broken, or would be wrong with it; a fault is
            at its place in the text that it would have become.
    """
    before = _read(text)
    body = text.rstrip()
    blocks = "\n".join(source_block(values) for values in many)
    block = _as_written(blocks, text)
    gap = _as_written("\n\n" if body.strip(_MARK) else "", text)
    added = _accepted(text, body + gap + block)
    listed = [*before.get("source", []), *tomllib.loads(blocks).get("source", [])]
    return _sure(added, {**before, "source": listed})


def change_source(text: str, source: str, values: Values) -> str:
    """The text with some keys of one source changed; `None` removes a key.

    Raises:
        NotFoundError: there is no such source.
        ConfigurationError: as for `add_source`.
    """
    mark, changed = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    wanted = _read(text)
    number = _number_in(wanted, source)
    for key, value in values.items():
        changed = _set(changed, ("source", number), key, value)
    _merge(wanted["source"][number], values)
    return _sure(_accepted(text, mark + changed), wanted)


def source_block(values: Values) -> str:
    """The lines of one `[[source]]`, its keys in the order of the reference."""
    given = _given(values)
    page = _given(given.pop("page", {}))
    lines = ["[[source]]"]
    lines += [pair(key, given[key]) for key in sorted(given, key=_place)]
    if page:
        lines += ["", *_page_block(page)]
    return "\n".join(lines) + "\n"


def free_id(text: str, wanted: str, taken: Collection[str] = ()) -> str:
    """An id made from a name, that no source of the text has, nor is in `taken`.

    Raises:
        ConfigurationError: the text is broken.
    """
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in wanted.lower())
    stem = "-".join(part for part in letters.split("-") if part)[:56].strip("-")
    stem = stem or "source"
    taken = {*_ids(_read(text)), *taken}
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (stem, *numbered) if one not in taken)


def _accepted(before: str, after: str) -> str:
    """The new text, unless it has a fault that the old one had not."""
    # Places move when lines are added above; what is wrong does not.
    known = {(fault.key, fault.wrong) for fault in _faults(before)}
    every = _faults(after)
    faults = tuple(one for one in every if (one.key, one.wrong) not in known)
    if faults:
        raise ConfigurationError(faults)
    return after


def _sure(after: str, wanted: dict[str, Any]) -> str:
    """The new text, if it says what it should and nothing else."""
    if _read(after) == wanted:
        return after
    raise ConfigurationError((by_hand(1, 1, "source"),))


def _merge(table: dict[str, Any], values: Values) -> None:
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(table.get(key), dict):
            _merge(table[key], value)
        elif isinstance(value, Mapping):
            table[key] = _given(value) if key == "page" else dict(value)
        else:
            table[key] = list(value) if isinstance(value, tuple) else value


def _faults(text: str) -> tuple[Fault, ...]:
    judged = judge(text.removeprefix(_MARK).replace("\r\n", "\n"))
    return in_order(judged.faults, judged.source_faults)


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix(_MARK))
    except (ValueError, RecursionError):
        raise ConfigurationError(_faults(text)) from None


def _ids(document: dict[str, Any]) -> list[str]:
    listed = document.get("source")
    if not isinstance(listed, list):
        return []
    return [str(one.get("id")) if isinstance(one, dict) else "" for one in listed]


def number_of(text: str, source: str) -> int:
    """Which of the text's sources this is, counted from 0.

    Raises:
        NotFoundError: there is no such source.
        ConfigurationError: the text is broken.
    """
    return _number_in(_read(text), source)


def _number_in(document: dict[str, Any], source: str) -> int:
    ids = _ids(document)
    if source not in ids:
        raise NotFoundError(
            f"There is no source {source!r} in {FILE}",
            remedy=f"there are: {', '.join(ids) or 'none yet'}",
        )
    return ids.index(source)


def _set(text: str, table: Path, key: str, value: object) -> str:
    found, path = places(text), (*table, key)
    if path in found.values:
        return _replaced(text, found, path, value)
    headed = text.startswith("[", found.keys.get(path, len(text)))
    if isinstance(value, Mapping) and headed:
        for inner, one in value.items():
            text = _set(text, path, inner, one)
        return text
    if value is None and headed:
        start = text.rfind("\n", 0, found.keys[path]) + 1
        after = text.find("\n", _end_of(found, path))
        return text[:start].rstrip() + "\n" + (text[after + 1 :] if after >= 0 else "")
    if path in found.keys:
        line, column = found.key(path)
        raise ConfigurationError(
            (by_hand(line, column, ".".join(("source", *map(str, path[2:])))),)
        )
    if value is None:
        return text
    if isinstance(value, Mapping) and key == "page":
        block = ["", *_page_block(_given(value))]
        return _inserted(text, _end_of(found, table), block)
    return _inserted(text, _last_key(found, table), [pair(key, value)])


def _replaced(text: str, found: Places, path: Path, value: object) -> str:
    start, end = found.values[path], found.ends[path]
    if value is None:
        before = text.rfind("\n", 0, found.keys[path]) + 1
        after = text.find("\n", end)
        return text[:before] + (text[after + 1 :] if after >= 0 else "")
    if isinstance(value, Mapping) and text[start] == "{":
        there = tomllib.loads(f"it = {text[start:end]}")["it"]
        merged = {**there, **value}
        value = {key: one for key, one in merged.items() if one is not None}
    return text[:start] + literal(value) + text[end:]


def _inserted(text: str, offset: int, lines: list[str]) -> str:
    """New lines below the one that an offset is in."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end - (text[end - 1] == "\r")
    block = _as_written("".join(f"\n{line}" for line in lines), text)
    return text[:end] + block + text[end:]


def _last_key(found: Places, table: Path) -> int:
    own = [end for path, end in found.ends.items() if path[:-1] == table]
    return max(own, default=found.keys[table])


def _end_of(found: Places, table: Path) -> int:
    within = [end for path, end in found.ends.items() if path[: len(table)] == table]
    return max(within, default=found.keys[table])


def by_hand(line: int, column: int, key: str) -> Fault:
    """A fault of what is written in a way that this program does not change."""
    return Fault(
        file=FILE,
        line=line,
        column=column,
        key=key,
        wrong="it is written in parts",
        write="change it by hand",
    )


def _page_block(page: Values) -> list[str]:
    return ["[source.page]", *(pair(key, page[key]) for key in page)]


def _as_written(block: str, text: str) -> str:
    """Line ends as the text has them."""
    return block.replace("\n", "\r\n") if "\r\n" in text else block


def _given(values: Values) -> dict[str, Any]:
    return {
        key: value
        for key, value in values.items()
        if value not in (None, "", [], (), {})
    }


def _place(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)
