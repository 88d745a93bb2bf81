import json
from pathlib import Path

import pytest
import yaml

from aggregator.drafts.addresses import addresses
from aggregator.drafts.checks.tags import HASHTAG
from aggregator.drafts.measure import measure, on_x
from aggregator.drafts.weights import VERSION_1, VERSION_2, VERSION_3

CONFORMANCE = Path(__file__).parents[2].parent / "shared" / "data" / "twitter-text"
# Each section was written for one configuration, and contradicts the others where they
# differ: a family of emoji is 2 by version 3, and 11 by version 2.
COUNTED = {
    "WeightedTweetsCounterTest": VERSION_2,
    "WeightedTweetsWithDiscountedEmojiCounterTest": VERSION_3,
    "UnicodeDirectionalMarkerCounterTest": VERSION_3,
}
ADDRESS_SECTIONS = (
    "urls",
    "urls_with_indices",
    "urls_with_directional_markers",
    "tco_urls_with_params",
)
HASHTAG_SECTIONS = ("hashtags", "hashtags_from_astral", "hashtags_with_indices")


def conformance(file, section):
    path = CONFORMANCE / file
    if not path.exists():
        pytest.skip("twitter-text's data is not beside this")
    return yaml.safe_load(path.read_text(encoding="utf-8"))["tests"][section]


def named(one, key):
    return one[key] if isinstance(one, dict) else one


@pytest.mark.parametrize("section", COUNTED)
def test_x_counts_as_twitter_text_does(section):
    for case in conformance("validate.yml", section):
        measured = on_x(case["text"], COUNTED[section])
        wanted = case["expected"]
        told = case["description"]
        assert measured.length == wanted["weightedLength"], told
        assert measured.valid == wanted["valid"], told


def test_x_once_counted_to_140_without_weights():
    for case in conformance("validate.yml", "tweets"):
        valid = on_x(case["text"], VERSION_1).valid
        assert valid == case["expected"], case["description"]


@pytest.mark.parametrize("section", ADDRESS_SECTIONS)
def test_addresses_are_found_as_twitter_text_finds_them(section):
    for case in conformance("extract.yml", section):
        found = addresses(case["text"])
        shown = [case["text"][start:end] for start, end in found]
        told = case["description"]
        assert shown == [named(one, "url") for one in case["expected"]], told
        places = [one["indices"] for one in case["expected"] if isinstance(one, dict)]
        assert not places or [list(one) for one in found] == places, told


@pytest.mark.parametrize("section", HASHTAG_SECTIONS)
def test_hashtags_are_found_as_twitter_text_finds_them(section):
    for case in conformance("extract.yml", section):
        found = [match[1] for match in HASHTAG.finditer(case["text"])]
        wanted = [named(one, "hashtag") for one in case["expected"]]
        assert found == wanted, case["description"]


def test_chance_texts_are_counted_as_x_itself_counts_them():
    """Recorded from twitter-text 3.1.0; `make real` asks it about ten thousand more."""
    path = Path(__file__).parent / "data" / "counted_by_x.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            measured = measure(case["text"], "x")
            assert measured.length == case["length"], case
            assert measured.valid == case["valid"], case


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("example.org", 23),
        ("https://example.org/a/very/long/path?with=query", 23),
        ("12 noon.Then tea", 16),
        ("caf\u00e9 cafe\u0301", 9),
        ("👩‍👩‍👧‍👦", 2),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 2),
        ("5️⃣", 2),
        ("\U0001f642\u200d\U0001f3e0", 5),  # nobody draws a smile that is a house
        ("Lancaster.active", 23),
        ("foo.music", 9),
        ("日本", 4),
    ],
)
def test_x_weighs(text, length):
    assert measure(text, "x").length == length


def test_mastodon_counts_addresses_short_and_mentions_without_host():
    text = "Hello @reader@social.example.org https://example.org/" + "a" * 80
    assert measure(text, "mastodon").length == len("Hello @reader ") + 23


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("@story.time@example.org at ten", 18),
        ("Ask @library@example.org, please", 20),
        ("ask library@example.org", 23),
        ("https://example.org/@library@example.org", 23),
        ("example.org", 11),
        ("HTTPS://EXAMPLE.ORG/a/long/way/to/go", 23),
        ("👩‍👩‍👧‍👦 é", 3),
    ],
)
def test_mastodon_counts(text, length):
    assert measure(text, "mastodon").length == length


def test_bluesky_counts_graphemes_and_bytes():
    assert measure("👩‍👩‍👧‍👦 é", "bluesky").length == 3
    family = "👩‍👩‍👧‍👦"
    assert measure(family * 120, "bluesky").valid is True
    assert measure(family * 121, "bluesky").valid is False


@pytest.mark.parametrize("network", ["x", "mastodon", "bluesky"])
def test_nothing_is_no_post(network):
    assert measure("", network).valid is False


@pytest.mark.parametrize(
    "piece", ["a.", "é.", "zz.", "com-.", "http://a.", "e.com/(a(b", "🇬", "#a", "@a.-"]
)
def test_what_a_hostile_page_repeats_is_counted_all_the_same(piece):
    """The suite's limit of time would stop it: the first of these took minutes."""
    hostile = piece * (10_000 // len(piece))
    for network in ("x", "mastodon", "bluesky"):
        assert measure(hostile, network).length > 0
