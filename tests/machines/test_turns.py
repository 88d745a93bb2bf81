"""Placing items is done by one at a time; nothing else waits for that turn."""

import pytest

from aggregator.model.document import Unchanged, Validators
from aggregator.run.cycle import note_sources
from aggregator.run.intake import Brought, keep
from aggregator.run.polling import Claims
from aggregator.store.locks import Turn, take_turn
from tests.site import source_toml

pytestmark = [pytest.mark.postgresql, pytest.mark.timeout(240)]
COUNT = 8


@pytest.fixture
def parts(place):
    base = "http://127.0.0.1:9"
    place.configure(
        *(source_toml(f"s{n}", f"{base}/{n}", kind="news") for n in range(COUNT))
    )
    with place.parts() as parts:
        note_sources(parts)
        yield parts


def test_what_brings_nothing_new_is_written_down_without_it(parts, place, opened):
    claimed = Claims(parts, None, force=False).take(COUNT)
    unchanged = [
        Brought(source=source, claim=claim, result=same(parts))
        for source, claim in claimed
    ]
    with opened(place.address).transaction() as connection:
        take_turn(connection, Turn.PLACE)
        done = keep(parts, unchanged)
    assert [one.outcome for one in done] == ["unchanged"] * COUNT


def same(parts):
    return Unchanged(
        validators=Validators(), fetched_at=parts.clock(), not_modified=True
    )
