from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from aggregator.deliver.handoff import composer_address, post_address
from aggregator.deliver.networks import network
from aggregator.model.errors import NotFoundError, RefusedError

TEXT = "Storytime & songs: 50% more fun? #WhatsOn\nhttps://example.org/a?b=1&c=2"


def test_the_composer_opens_with_exactly_the_text():
    address = composer_address(TEXT)
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == (
        "https",
        "x.com",
        "/intent/post",
    )
    assert parse_qs(parts.query) == {"text": [TEXT]}


@pytest.mark.parametrize(
    "written",
    [
        "https://x.com/AmblefordLibs/status/1234567890",
        "https://twitter.com/AmblefordLibs/status/1234567890?s=20&t=abc",
        "x.com/AmblefordLibs/status/1234567890",
        " https://mobile.x.com/AmblefordLibs/status/1234567890/photo/1 ",
    ],
)
def test_the_address_of_a_post_is_kept_without_its_tracking(written):
    assert post_address(written) == "https://x.com/AmblefordLibs/status/1234567890"


def test_an_address_left_empty_is_no_address():
    assert post_address("  ") is None


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/AmblefordLibs/status/1234567890",
        "https://x.com/AmblefordLibs",
        "javascript:alert(1)",
        "https://x.com/status/12",
        "https://[broken",
    ],
)
def test_what_is_no_post_is_refused_in_words(written):
    with pytest.raises(RefusedError, match="is not the address of a post on X"):
        post_address(written)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("mastodon", "https://example.social/@ambleford/113000000000000001"),
        ("bluesky", "https://bsky.app/profile/ambleford.test/post/3lother22222x"),
    ],
)
def test_the_other_networks_have_composers_and_addresses_too(name, address):
    other = network(name)
    opened = unquote(other.composer(TEXT))
    assert opened.startswith("https://")
    assert TEXT in opened
    assert other.post_address(f"{address}?tracking=1") == address
    assert other.post_address(" ") is None
    with pytest.raises(
        RefusedError, match=f"not the address of a post on {other.title}"
    ):
        other.post_address("https://example.org/")


def test_an_unknown_network_names_those_there_are():
    with pytest.raises(NotFoundError, match="use one of: bluesky, mastodon, x"):
        network("myspace")
