"""The fast feed reader gives what feedparser gives, or leaves the feed to it."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aggregator.model.facts import Kind
from aggregator.read.feed_entry import feed_entry
from aggregator.read.feed_fast import read_fast
from aggregator.read.feed_slow import read_slowly
from aggregator.read.material import Material
from tests.builders import NOW, a_document, a_source

URL = "https://example.org/news/feed.xml"
OWN = Path(__file__).parent / "data" / "feed"
DATA = Path(__file__).parents[3] / "shared" / "data" / "feeds"
shared = pytest.mark.skipif(
    not DATA.is_dir(), reason="other projects' test material is not beside the checkout"
)


def entries(feed, text):
    material = Material(
        document=a_document("", url=URL),
        source=a_source(kind=Kind.EVENT),
        now=NOW,
        zone=ZoneInfo("Europe/London"),
        text=text,
        encoding="utf-8",
    )
    return [feed_entry(raw, material, feed.language) for raw in feed.entries]


@pytest.mark.parametrize(
    "path",
    [*OWN.glob("*.rss"), *OWN.glob("*.atom"), *OWN.glob("*.rdf")],
    ids=lambda p: p.name,
)
def test_feeds_of_council_systems_are_read_fast_and_the_same(path):
    text = path.read_text("utf-8")
    fast, slow = read_fast(text, URL), read_slowly(text, URL)
    assert fast is not None
    assert entries(fast, text) == entries(slow, text)
    assert fast.language == slow.language


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><title>a</title>",
        "<rss><channel><item><title>a &nbsp; b</title></item></channel></rss>",
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>',
        "<html><body/></html>",
        "<rss><channel><item><image><url>a</url></image></item></channel></rss>",
        "",
    ],
)
def test_what_it_is_not_sure_of_is_left_to_feedparser(text):
    assert read_fast(text, URL) is None


def test_twice_encoded_and_windows_letters_are_put_right():
    item = "<item><title>CafÃ©</title><guid>\x93a\x94</guid></item>"
    text = f"<rss><channel>{item}</channel></rss>"
    (raw,) = read_fast(text, URL).entries
    assert raw.title == "Café"
    assert raw == replace(raw, identifier=read_slowly(text, URL).entries[0].identifier)
