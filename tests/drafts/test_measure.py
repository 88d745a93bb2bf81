from pathlib import Path

import pytest
import yaml

from aggregator.drafts.addresses import addresses
from aggregator.drafts.measure import measure

CONFORMANCE = Path(__file__).parents[2].parent / "shared" / "data" / "twitter-text"
# The first section of the file is counted by version 2, without emoji as one.
VERSION_3 = (
    "WeightedTweetsWithDiscountedEmojiCounterTest",
    "UnicodeDirectionalMarkerCounterTest",
)
ADDRESS_SECTIONS = ("urls", "urls_with_directional_markers", "tco_urls_with_params")


def cases(file, *sections):
    path = CONFORMANCE / file
    if not path.exists():
        return [
            pytest.param(
                None,
                marks=pytest.mark.skip(reason="twitter-text's data is not beside this"),
            )
        ]
    tests = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    return [
        pytest.param(case, id=f"{section}-{number}")
        for section in sections
        for number, case in enumerate(tests[section])
    ]


@pytest.mark.parametrize("case", cases("validate.yml", *VERSION_3))
def test_x_counts_as_twitter_text_does(case):
    measured = measure(case["text"], "x")
    assert measured.length == case["expected"]["weightedLength"]
    assert measured.valid == case["expected"]["valid"]


@pytest.mark.parametrize("case", cases("extract.yml", *ADDRESS_SECTIONS))
def test_addresses_are_found_as_twitter_text_finds_them(case):
    found = [case["text"][start:end] for start, end in addresses(case["text"])]
    wanted = [one["url"] if isinstance(one, dict) else one for one in case["expected"]]
    assert found == wanted


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
        ("日本", 4),
    ],
)
def test_x_weighs(text, length):
    assert measure(text, "x").length == length


def test_mastodon_counts_addresses_short_and_mentions_without_host():
    text = "Hello @reader@social.example.org https://example.org/" + "a" * 80
    assert measure(text, "mastodon").length == len("Hello @reader ") + 23


def test_bluesky_counts_graphemes_and_bytes():
    assert measure("👩‍👩‍👧‍👦 é", "bluesky").length == 3
    family = "👩‍👩‍👧‍👦"
    assert measure(family * 120, "bluesky").valid is True
    assert measure(family * 121, "bluesky").valid is False


@pytest.mark.parametrize("network", ["x", "mastodon", "bluesky"])
def test_nothing_is_no_post(network):
    assert measure("", network).valid is False
