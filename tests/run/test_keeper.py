"""What sources brought is kept together by polls that go on side by side."""

import asyncio

import pytest
from sqlalchemy import event

from aggregator.model.errors import FetchError, StoreLostError
from aggregator.run.cycle import note_sources
from aggregator.run.intake import Brought
from aggregator.run.keeper import Keeper
from aggregator.run.polling import Claims
from tests.site import source_toml

COUNT = 12
EVERY = [f"s{n}" for n in range(COUNT)]


@pytest.fixture
def parts(town):
    base = "http://127.0.0.1:9"
    town.configure(*(source_toml(one, f"{base}/{one}", kind="news") for one in EVERY))
    with town.parts() as parts:
        note_sources(parts)
        yield parts


def brought(parts):
    """What asking every source came to: none of them answered."""
    error = FetchError("no", cause="server", url="http://127.0.0.1:9/")
    claimed = Claims(parts, None, force=False).take(COUNT)
    return [Brought(source=s, claim=claim, result=error) for s, claim in claimed]


def named(found):
    return [one.source.id for one in found]


def kept(parts, found, dropped=()):
    """What becomes of each, where nobody waits for what is `dropped`."""

    async def run():
        async with Keeper() as keeper:
            waiting = [asyncio.create_task(keeper.kept(parts, one)) for one in found]
            await asyncio.sleep(0)
            for one in dropped:
                waiting[one].cancel()
            return await asyncio.gather(*waiting, return_exceptions=True)

    return asyncio.run(run())


def failures(parts):
    with parts.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, failures FROM sources")
        return dict(row for row in rows.all())


def test_what_has_come_in_is_kept_together_and_each_is_told_of_its_own(parts):
    found, commits = brought(parts), []
    event.listen(parts.database.engine, "commit", commits.append)
    assert [one.source for one in kept(parts, found)] == named(found)
    assert len(commits) == 1
    assert failures(parts) == dict.fromkeys(EVERY, 1)


def test_a_source_that_comes_twice_is_kept_once(parts):
    first = brought(parts)[0]
    one, other = kept(parts, [first, first])
    assert "Another program polled it meanwhile" not in one.sentence
    assert "Another program polled it meanwhile" in other.sentence
    assert failures(parts)["s0"] == 1


def test_when_the_database_is_lost_everybody_who_waits_is_told(parts, monkeypatch):
    def lose(_parts, _some):
        raise StoreLostError("The database cannot be used")

    found = brought(parts)
    with monkeypatch.context() as patch:
        patch.setattr("aggregator.run.keeper.keep", lose)
        assert [type(one) for one in kept(parts, found)] == [StoreLostError] * COUNT
    assert [one.source for one in kept(parts, found)] == named(found)


def test_what_nobody_waits_for_any_more_is_left_out(parts):
    done = kept(parts, brought(parts), dropped=range(1, COUNT))
    assert done[0].source == "s0"
    assert failures(parts) == {**dict.fromkeys(EVERY, 0), "s0": 1}


def test_nobody_waits_for_what_is_not_kept_any_more(parts):
    async def run():
        keeper = Keeper()
        waiting = [
            asyncio.create_task(keeper.kept(parts, one)) for one in brought(parts)
        ]
        await asyncio.sleep(0)
        await keeper.__aexit__(None, None, None)
        return await asyncio.wait(waiting, timeout=30)

    _done, pending = asyncio.run(run())
    assert not pending
