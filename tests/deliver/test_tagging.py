import pytest

from aggregator.deliver.tagging import tagged

TAGS = {"utm_source": "x", "utm_medium": "social"}
SITES = ("ambleford.example",)
ADDED = "utm_source=x&utm_medium=social"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://ambleford.example/a", f"https://ambleford.example/a?{ADDED}"),
        ("https://ambleford.example", f"https://ambleford.example/?{ADDED}"),
        (
            "(see https://www.ambleford.example/a?b=1#c).",
            f"(see https://www.ambleford.example/a?b=1&{ADDED}#c).",
        ),
        (
            "https://ambleford.example/?utm_source=mail",
            "https://ambleford.example/?utm_source=mail&utm_medium=social",
        ),
        ("https://elsewhere.example/a", "https://elsewhere.example/a"),
        ("https://notambleford.example/", "https://notambleford.example/"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_links_into_our_sites_are_told_apart(written, sent):
    assert tagged(f"Look: {written}", "x", TAGS, SITES) == f"Look: {sent}"


def test_without_a_rule_nothing_is_touched():
    text = "https://ambleford.example/a"
    assert tagged(text, "x", {}, SITES) == tagged(text, "x", TAGS, ()) == text


def test_a_text_that_would_become_too_long_is_left_alone():
    text = "a" * 270 + " https://ambleford.example/a"
    assert tagged(text, "bluesky", TAGS, SITES) == text
    short = "https://ambleford.example/a"
    assert tagged(short, "bluesky", TAGS, SITES) == f"{short}?{ADDED}"
