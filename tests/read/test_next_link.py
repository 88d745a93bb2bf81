"""Which link leads to the next page, as the systems of councils write it."""

import pytest
from lxml import html

from aggregator.model.entry import Link
from aggregator.model.facts import Kind
from aggregator.read.leads import sections, sitemaps_named
from aggregator.read.next_link import next_rule

PAGERS = {
    "Drupal": (
        '<li class="pager__item pager__item--next"><a href="?page=1"><b>Next page</b>',
        "li.pager__item--next a@href",
    ),
    "GOV.UK": (
        '<div class="govuk-pagination__next"><a href="?p=2">Next<i> page</i></a></div>',
        "div.govuk-pagination__next a@href",
    ),
    "WordPress": (
        '<div class="nav-links"><a class="next page-numbers" href="/page/2">Next</a>',
        "a.next@href",
    ),
    "older posts": (
        '<div class="nav-previous"><a class="older" href="/page/2">Older posts</a>',
        "a.older@href",
    ),
    "an arrow in a pager": (
        '<ul class="pagination"><li class="next"><a href="?p=2">&rsaquo;</a></ul>',
        "li.next a@href",
    ),
    "a label for those who do not see": (
        '<ul class="pagination"><li><a aria-label="Next" href="?p=2">&raquo;</a></ul>',
        "a[aria-label='Next']@href",
    ),
    "Welsh": (
        '<a class="nesaf" href="?p=2">Nesaf</a>',
        "a.nesaf@href",
    ),
    "marked for machines": ('<a rel="next" class="next" href="?p=2">Next</a>', None),
    "a carousel": (
        '<div class="carousel"><a class="carousel-next" href="/2">Next</a></div>',
        None,
    ),
    "the last page": ('<li class="next disabled"><span>Next</span></li>', None),
    "a script": ('<a class="next" href="#">Next</a>', None),
    "next steps": ('<a class="button" href="/apply">Next steps</a>', None),
    "an arrow that is no pager's": ('<a class="more" href="/x">&rsaquo;</a>', None),
}


@pytest.mark.parametrize("name", PAGERS)
def test_the_link_to_the_next_page_is_known(name):
    written, rule = PAGERS[name]
    assert next_rule(html.document_fromstring(f"<body>{written}</body>")) == rule


def test_sitemaps_are_read_of_a_robots_txt_however_it_is_written():
    robots = "User-agent: *\nDisallow:\nsitemap: https://e.org/a.xml\n Sitemap:https://e.org/b.xml\n"
    assert sitemaps_named(robots) == ("https://e.org/a.xml", "https://e.org/b.xml")


def test_the_part_of_a_site_that_was_asked_for_comes_first():
    paths = [f"/events/{n}" for n in range(9)] + [f"/news/2026/{n}" for n in range(5)]
    paths += [f"/news/{n}" for n in range(4)] + [f"/bins/{n}" for n in range(50)]
    links = [Link(url=f"https://e.org{path}") for path in paths]
    assert sections(links, "https://e.org/news")[0] == ("/news/", Kind.NEWS)
    assert sections(links, "https://e.org/")[0] == ("/events/", Kind.EVENT)
    assert all("bins" not in part for part, _ in sections(links, "https://e.org/"))
