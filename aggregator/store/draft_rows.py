"""A draft between its row and its value."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from aggregator.model.draft import Composed, Draft, State
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.store import codec

# What is always useful is the least urgent.
END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)

_FIELDS = tuple(field.name for field in fields(Draft))


def draft_of(row: Mapping[Any, Any]) -> Draft:
    """The draft of a row."""
    values = {name: row[name] for name in _FIELDS}
    return Draft(**{**values, "kind": Kind(row["kind"]), "state": State(row["state"])})


def words_of(composed: Composed, basis: Story | None) -> dict[str, Any]:
    """The columns that composing fills, for a new draft or one written anew."""
    return {
        "text": composed.text,
        "composed": composed.text,
        "kind": composed.kind,
        "language": composed.language,
        "template": composed.template,
        "link": composed.link,
        "image": composed.image,
        "image_alt": composed.image_alt,
        "useful_until": composed.useful_until,
        "urgent_by": composed.useful_until or END_OF_TIME,
        "campaign": composed.campaign,
        "tone": composed.tone,
        "basis": codec.whole_story_to_row(basis) if basis else None,
    }
