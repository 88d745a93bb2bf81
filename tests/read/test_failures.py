"""Error pages and error items are told of, and are never news."""

import pytest

from aggregator.model.errors import ReadError
from aggregator.model.source import PageRules
from aggregator.read import read
from tests.builders import NOW, a_document, a_source

CLOUDFLARE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    '<body><div class="main-content">Enable JavaScript and cookies</div></body></html>'
)
BUSY = "<html><head><title>503 Service Unavailable</title></head><body></body></html>"


@pytest.mark.parametrize(
    "source",
    [
        a_source(format="feed"),
        a_source(format="page"),
        a_source(format="auto"),
        a_source(format="calendar"),
        a_source(format="page", page=PageRules(item="li", title="h2")),
    ],
    ids=["feed", "page", "auto", "calendar", "selectors"],
)
@pytest.mark.parametrize(
    ("page", "cause", "said"),
    [
        (CLOUDFLARE, "kept-out", "against robots (“Just a moment...”)"),
        (BUSY, "failure", "an error page (“503 Service Unavailable”)"),
    ],
)
def test_an_error_page_is_told_as_one_whatever_should_have_come(
    source, page, cause, said
):
    with pytest.raises(ReadError) as told:
        read(a_document(page), source, NOW)
    assert told.value.cause == cause
    assert said in str(told.value)


@pytest.mark.parametrize(
    "title",
    [
        "Bridge returned error 500! (20415)",
        "Bridge Error 404",
        "Facebook Bridge was unable to receive or process the remote website",
        "FreshRSS: feed not found",
        "RSS feed has been moved",
        "Our RSS feeds have moved",
        "This RSS feed is no longer available",
        "Attention Required! | Cloudflare",
        "Access denied",
        "Page not found",
    ],
)
def test_an_error_item_is_left_out_and_told(title):
    feed = (
        f"<rss version='2.0'><channel><title>N</title><item><title>{title}</title>"
        "</item><item><title>Library reopens</title></item></channel></rss>"
    )
    found = read(a_document(feed), a_source(), NOW)
    assert [entry.facts.title for entry in found.entries] == ["Library reopens"]
    assert title[:20] in found.failure
    assert found.problems == (f"{found.failure}: if it lasts, ask whoever runs it.",)


@pytest.mark.parametrize(
    "title",
    [
        "Bridge error on the A6 closes two lanes",
        "Library service has moved to the town hall",
        "Access to the archive",
        "Just a moment in time: photographs",
        "Maintenance of the town hall's clock",
        "Feeds and speeds: a workshop",
    ],
)
def test_news_that_only_sounds_like_a_failure_is_news(title):
    feed = (
        "<rss version='2.0'><channel><title>N</title>"
        f"<item><title>{title}</title></item></channel></rss>"
    )
    found = read(a_document(feed), a_source(), NOW)
    assert found.failure is None
    assert len(found.entries) == 1
