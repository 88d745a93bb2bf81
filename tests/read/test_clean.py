"""Hostile markup becomes text that a person can read, and nothing else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.read.clean import LONGEST_TEXT, plain, title


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("AT&T", "AT&T"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("in<b>ter</b>esting", "interesting"),
        ("<p>ok</p><script>alert(1)</script>", "ok"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Fair", "Fair"),
        ("<img src=x onerror=alert(1)", "img src=x onerror=alert(1)"),
        ('<a title=">" href="#">Link</a>', "Link"),
        ("<![CDATA[Fair]]>", "Fair"),
        ("a<!-- hidden -->b", "a b"),
        ("Story\u200btime\u202e\x00", "Storytime"),
        ("soft\u00adly", "softly"),
        (
            "\U0001f468\u200d\U0001f469\u200d\U0001f467 day",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467 day",
        ),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("hid\U000e0041\U000e0042den", "hidden"),
        ("caf&eacute; &#8217;&#x1F600;", "café \u2019😀"),
        ("caf\u00e9 \ufffcphoto", "caf\u00e9 photo"),
        ("  \n ", None),
        ("<p> &nbsp; </p>", None),
        (None, None),
    ],
)
def test_markup_becomes_plain_text(markup, text):
    assert plain(markup) == text


def test_a_long_text_ends_at_a_word():
    shown = plain("word " * 2000)
    assert len(shown) <= LONGEST_TEXT
    assert shown.endswith("word…")
    assert len(title("x" * 5000)) == 300


@given(st.text())
def test_no_text_keeps_a_tag_or_an_unseen_character(markup):
    shown = plain(markup) or ""
    assert shown == " ".join(shown.split())
    assert not any(
        ord(letter) < 32 or letter in "\u202e\u200b\ufeff" for letter in shown
    )
    assert plain(f"<b>{markup}</b><script") != "<script"


@pytest.mark.parametrize(
    "bomb",
    [
        "<a" * 500_000,
        "<div>" * 200_000,
        "<!--" * 250_000,
        '<a "' * 250_000,
        "&amp;" * 200_000,
    ],
)
def test_time_grows_with_length_alone(bomb):
    begun = time.process_time()
    plain(bomb, longest=100_000)
    assert time.process_time() - begun < 2
