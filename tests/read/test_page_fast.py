"""Blocks read by lxml alone are the blocks beautifulsoup4 reads."""

import pytest

from aggregator.read.page_fast import fast_blocks, translated
from aggregator.read.page_slow import slow_blocks

CARD = """<li class="card wide" id="c{n}"><h3>Walk <b>{n}</b><!-- x --> &amp; talk</h3>
<a class="more" rel="nofollow  noopener" href="/e/{n}?a=1&amp;b=2">More</a>
<time datetime="2026-12-05">5 Dec</time><p>One</p><p class="where">Bridge<br>East</p>
<script>var x = 1;</script><ul><li>inner</li></ul></li>"""
PAGE = (
    "<!DOCTYPE html><html><head><base href='/base/'></head><body class='list'><ul>"
    + "".join(CARD.format(n=n) for n in range(30))
    + "<li class='cards'>not one</li><li class=card><h3>Unclosed <i>tags</h3><p>a<p>b"
    + "</ul></body></html>"
)
SELECTORS = [
    *("li.card", ".card", "ul > li.card", "body ul .card.wide", "#c3", "li[id]"),
    *("LI.card", "h3, p.where", "body.list > ul > li", "li.card, li.cards"),
]


def tidied(found):
    blocks, base = found
    return [
        {name: " ".join((text or "").split()) for name, text in block.items()}
        for block in blocks
    ], base


@pytest.mark.parametrize("item", SELECTORS)
def test_both_read_the_same(item):
    rules = {
        "whole": ("", None),
        "title": ("h3", None),
        "outside": ("body h3", None),
        "child": ("li > a", "href"),
        "rel": ("a[rel]", "rel"),
        "starts": ("time", "datetime?"),
        "starts2": ("p", "datetime?"),
        "where": ("p.where", None),
        "inner": ("ul li", None),
        "missing": ("table", None),
    }
    fast = fast_blocks(PAGE, item, rules)
    assert fast is not None
    assert fast[0]
    assert tidied(fast) == tidied(slow_blocks(PAGE, item, rules))


@pytest.mark.parametrize(
    "selector",
    [
        *("li:first-child", "a[href^='/e']", "h3 + p", "h3 ~ p"),
        *("> a", "a >", "a|b", "*", "script"),
    ],
)
def test_any_other_selector_is_left_to_beautifulsoup4(selector):
    assert translated(selector) is None
    assert fast_blocks(PAGE, "li", {"a": (selector, None)}) is None


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<time datetime="2026-12-05T19:30">5 Dec</time>', "2026-12-05T19:30"),
        ('on <time datetime="2026-12-05">5 Dec</time>, 7.30pm', "on 5 Dec , 7.30pm"),
        (
            (
                '<time datetime="2026-12-05T10:00">10</time> to '
                '<time datetime="2026-12-05T12:00">12</time>'
            ),
            "10 to 12",
        ),
        ("<time>5 Dec</time>", "5 Dec"),
    ],
)
def test_one_time_inside_states_the_time_of_day_for_both(inside, expected):
    page = f"<html><body><p class=card><b>{inside}</b></p></body></html>"
    rules = {"starts": ("b", "datetime?")}
    fast, slow = fast_blocks(page, ".card", rules), slow_blocks(page, ".card", rules)
    assert tidied(fast) == tidied(slow) == ([{"starts": expected}], None)


FLAT = """<main><h2>Events</h2><p>All are free.</p>
<h3>Craft</h3> on <b>Friday</b><p>11 December</p><p>Bring wool.</p>
<h3>Quiz</h3><p>18 December</p><h2>Closures</h2><p>25 December</p>
<h3>Walk</h3><p>27 December</p></main>
<dl><dt>Monday</dt><dd>Chess</dd><dd>Go</dd><dt>Friday</dt><dd>Bingo</dd></dl>"""


@pytest.mark.parametrize(
    ("item", "wholes"),
    [
        (
            "main > h3",
            [
                "Craft on Friday 11 December Bring wool.",
                "Quiz 18 December",
                "Walk 27 December",
            ],
        ),
        ("dt", ["Monday Chess Go", "Friday Bingo"]),
    ],
)
def test_what_follows_a_block_up_to_the_next_is_read_with_it(item, wholes):
    rules = {"whole": ("", None), "first": ("p, dd", None)}
    fast = fast_blocks(FLAT, item, rules, to_next=True)
    assert tidied(fast) == tidied(slow_blocks(FLAT, item, rules, to_next=True))
    assert [block["whole"] for block in tidied(fast)[0]] == wholes
