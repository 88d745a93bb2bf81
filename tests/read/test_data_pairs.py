"""Documents of systems that councils use, beside the entries they hold."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from aggregator.model.entry import Entry
from aggregator.model.facts import Kind
from aggregator.model.source import PageRules
from aggregator.read import read
from tests.builders import NOW, a_document, a_source

DATA = Path(__file__).parent / "data"
DOCUMENTS = sorted(
    path
    for path in DATA.glob("*/*")
    if not path.name.endswith((".expected.json", ".source.json"))
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_read_as_expected(path):
    assert entries_of(path) == json.loads(
        path.with_suffix(".expected.json").read_text("utf-8")
    )


def entries_of(path):
    beside = path.with_suffix(".source.json")
    named = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    if "kind" in named:
        named["kind"] = Kind(named["kind"])
    if "page" in named:
        named["page"] = PageRules(**named["page"])
    reading = read(a_document(path.read_bytes()), a_source(**named), NOW)
    return {
        "format": reading.format,
        "problems": list(reading.problems),
        "entries": [as_json(entry) for entry in reading.entries],
    }


def as_json(entry: Entry):
    facts = {
        field.name: getattr(entry.facts, field.name) for field in fields(entry.facts)
    }
    values = {"identifier": entry.identifier, "occurrence": entry.occurrence, **facts}
    shown = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if value not in {None, ()}
    }
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in shown.items()
    }
