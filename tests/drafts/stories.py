"""Varied, believable stories that every property of a draft is held against."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from aggregator.model.facts import Facts
from aggregator.model.item_json import item_from_json
from aggregator.model.story import Story
from tests.builders import NOW

FILE = Path(__file__).parent / "data" / "stories.jsonl"


def stories():
    lines = FILE.read_text("utf-8").splitlines()
    return [a_told(f"s{number}", line) for number, line in enumerate(lines, 1)]


def a_told(name, line):
    item = item_from_json(json.loads(line))
    facts = {field.name: getattr(item, field.name) for field in fields(Facts)}
    dates = (item.starts,) if item.starts else ()
    return Story(id=name, items=(item,), dates=dates, first_seen=NOW, **facts)


def at(day, hour=0, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)
