from urllib.parse import parse_qs, urlsplit

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


def test_an_unknown_network_names_those_there_are():
    with pytest.raises(NotFoundError, match="use one of: x"):
        network("myspace")
