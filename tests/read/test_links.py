import pytest

from aggregator.read.links import safe_url


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("/a?b=1&c=2#d", "https://base.example/a?b=1&c=2#d"),
        ("../x.jpg", "https://base.example/x.jpg"),
        ("//cdn.example/x.jpg", "https://cdn.example/x.jpg"),
        (" HTTP://EXAMPLE.org ", "http://example.org/"),
        ("https://name:secret@example.org/", "https://example.org/"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@example.org", None),
        ("file:///etc/passwd", None),
        ("http://", None),
        ("https://example.org/" + "x" * 3000, None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_http_or_nothing(written, address):
    assert safe_url(written, "https://base.example/dir/page") == address


def test_a_relative_address_without_a_base_is_nothing():
    assert safe_url("/a") is None
