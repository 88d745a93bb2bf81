"""One page under several addresses: redirects, AMP copies and `rel=canonical`."""

import pytest

from aggregator.desk import browse
from tests.site import source_toml

CARDS = """
[source.page]
item = "article"
title = "h3"
link = "h3 a@href"
"""
OWN = "Library roof repaired after the storm"
TOLD = "Swifts found as library roof is repaired"


def listed(*cards):
    told = "".join(
        f'<article><h3><a href="{link}">{title}</a></h3></article>'
        for title, link in cards
    )
    return f"<!doctype html><html><body>{told}</body></html>"


def article(title, text, canonical=None):
    link = f'<link href="{canonical}" rel="canonical">' if canonical else ""
    return (
        f'<html><head>{link}<meta property="og:type" content="article">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{text}"></head><body></body></html>'
    )


@pytest.fixture
def told(town, site):
    """Two sources of news, whose pages are followed: the council's and another's."""

    def tell(*others):
        site.put("/news", listed((OWN, "/news/roof")), "text/html")
        site.put("/news/roof", article(OWN, "The slates are back."), "text/html")
        site.put("/others", listed(*others), "text/html")
        town.configure(
            *(
                source_toml(name, f"{site.base}/{name}", kind="news", format="page")
                + f"follow = 9\n{CARDS}"
                for name in ("news", "others")
            )
        )
        town.cycle()
        with town.parts() as parts:
            seen = browse.seen_items(parts.database, None, None)
        return {one.item.title: one.story for one in seen}

    return tell


def test_an_address_that_redirects_to_a_page_is_that_page(told, site):
    site.put("/r/77", "", "text/html", 302, Location="/news/roof?utm_source=county")
    stories = told((TOLD, "/r/77"))
    assert stories[OWN] == stories[TOLD]


@pytest.mark.parametrize("address", ["/amp-copy/77", "/print/77", "/mobile/roof"])
def test_a_copy_that_names_its_page_proper_is_that_page(told, site, address):
    site.put(address, article(TOLD, "Nests.", "/news/roof?utm_medium=x"), "text/html")
    stories = told((TOLD, address))
    assert stories[OWN] == stories[TOLD]


def test_other_words_on_another_page_are_another_story(told, site):
    site.put("/copy/77", article(TOLD, "Nests.", "/copy/77"), "text/html")
    stories = told((TOLD, "/copy/77"))
    assert stories[OWN] != stories[TOLD]


def test_a_site_whose_every_page_names_one_page_says_nothing(told, site):
    titles = (TOLD, "Half price swimming", "Bins on Friday")
    for number, title in enumerate(titles):
        page = article(title, f"About {title}.", "/news/roof")
        site.put(f"/copy/{number}", page, "text/html")
    stories = told(*((title, f"/copy/{n}") for n, title in enumerate(titles)))
    assert len(set(stories.values())) == 4


def test_a_canonical_link_below_the_head_is_no_word_of_the_page(told, site):
    page = article(TOLD, "Nests.").replace(
        "<body>", '<body><link rel="canonical" href="/news/roof">'
    )
    site.put("/copy/77", page, "text/html")
    stories = told((TOLD, "/copy/77"))
    assert stories[OWN] != stories[TOLD]


def test_the_item_stays_the_same_when_its_page_moves(told, site, town):
    site.put("/copy/77", article(TOLD, "Nests."), "text/html")
    before = told((TOLD, "/copy/77"))
    site.put("/copy/77", "", "text/html", 301, Location="/else/77")
    site.put("/else/77", article(TOLD, "Nests."), "text/html")
    town.clock.move(days=2)
    assert told((TOLD, "/copy/77")) == before
