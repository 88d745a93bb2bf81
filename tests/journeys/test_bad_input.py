"""What sources send on a bad day: a sentence on the sources page, and nothing lost."""

import asyncio
import socket
import subprocess
import sys

import pytest

from aggregator.demo.server import serving
from aggregator.demo.town import create_town
from aggregator.desk import cards
from aggregator.desk.browse import seen_items, source_health
from aggregator.model.draft import State
from aggregator.model.health import Health
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.cycle import cycle
from tests.site import CARDS, COUNCIL, source_toml


@pytest.fixture(scope="module")
def bad_day(tmp_path_factory):
    """One poll of a good source and of every kind of broken one."""
    folder = tmp_path_factory.mktemp("desk")
    with serving(create_town(now)) as base:
        names = ("xml", "page", "empty", "charset", "old", "gone", "error")
        sources = [
            source_toml(name, f"{base}/broken/{name}", kind="news", format="feed")
            for name in names
        ]
        sources.append(
            source_toml("news", f"{base}/news.rss", kind="news", format="feed")
        )
        selectors = f"{base}/broken/selectors"
        sources.append(
            source_toml("selectors", selectors, kind="event", format="page") + CARDS
        )
        text = COUNCIL + "\n".join(sources)
        (folder / "sources.toml").write_text(text, encoding="utf-8")
        with assembled(folder) as parts:
            asyncio.run(cycle(parts))
            yield parts, source_health(parts.database)


@pytest.mark.parametrize(
    ("source", "health", "words"),
    [
        ("page", Health.PAGE, "sent a web page where a feed should be"),
        ("empty", Health.EMPTY, "sent nothing at all"),
        ("selectors", Health.UNMATCHED, "nothing on the page matches 'article.event'"),
        ("gone", Health.GONE, "gone"),
        ("error", Health.FAILING, "500"),
    ],
)
def test_a_broken_source_says_what_is_wrong_and_what_to_do(
    bad_day, source, health, words
):
    found = bad_day[1][source]
    assert found.health is health
    assert words in found.sentence
    assert source in found.sentence
    assert "; " in found.sentence
    assert found.next_due is not None


def test_half_a_feed_is_named_as_such(bad_day):
    found = bad_day[1]["xml"]
    assert found.health is not Health.OK
    assert "xml" in found.sentence


def test_a_wrong_charset_is_read_all_the_same(bad_day):
    parts, _ = bad_day
    (item,) = [one.item for one in seen_items(parts.database, "charset", None)]
    assert item.title == "Repair café in the library"


def test_a_ten_year_old_feed_is_remembered_and_nothing_of_it_is_drafted(bad_day):
    parts, health = bad_day
    assert health["old"].entries == 1
    drafted = cards.every(parts.database, (State.WAITING,), now())
    assert "old" not in {source for card in drafted for source in card.story.sources}


def test_the_good_source_is_well_and_drafted(bad_day):
    parts, health = bad_day
    assert health["news"].health is Health.OK
    drafted = cards.every(parts.database, (State.WAITING,), now())
    assert "news" in {source for card in drafted for source in card.story.sources}


def test_a_taken_port_is_said_with_another_to_choose(tmp_path):
    text = COUNCIL + source_toml("news", "https://example.org/feed")
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "aggregator", "serve", "--port", str(port)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
