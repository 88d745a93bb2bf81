"""What accounts post, as things worth sharing."""

import json
from datetime import timedelta

import pytest

from aggregator.model.errors import ReadError
from aggregator.model.facts import Kind
from aggregator.model.source import TimelineRules
from aggregator.read import read
from tests.builders import NOW, a_document, a_source


def posts(document, **named):
    source = a_source(format="timeline", url="https://bsky.app/profile/a", **named)
    return read(document, source, NOW).entries


def bluesky(text, *, key="3lother22222x", days=0, more=None, **entry):
    at = (NOW - timedelta(days=days)).isoformat()
    return {
        "post": {
            "uri": f"at://did:plc:a/app.bsky.feed.post/{key}",
            "author": {"handle": "museum.test", "displayName": "The Museum"},
            "record": {"text": text, "createdAt": at, "langs": ["en"], **(more or {})},
            "embed": {
                "images": [{"fullsize": "https://cdn.test/a.jpg", "alt": "Loom"}]
            },
        },
        **entry,
    }


def feed(*entries):
    return a_document(json.dumps({"feed": entries}), content_type="application/json")


def test_a_post_on_bluesky_is_worth_sharing():
    (entry,) = posts(feed(bluesky("Our loom runs again\n\nCome and see")))
    facts = entry.facts
    assert facts.kind is Kind.SHARE
    assert facts.title == "Our loom runs again"
    assert facts.summary == "Our loom runs again Come and see"
    assert facts.url == "https://bsky.app/profile/museum.test/post/3lother22222x"
    assert (facts.author, facts.language) == ("The Museum", "en")
    assert (facts.image, facts.image_alt) == ("https://cdn.test/a.jpg", "Loom")
    assert facts.published == NOW


def test_replies_and_reposts_are_left_out():
    reply = bluesky("Yes!", more={"reply": {"parent": {}}})
    repost = bluesky("Not ours", reason={"$type": "app.bsky.feed.defs#reasonRepost"})
    assert posts(feed(reply, repost)) == ()


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        (TimelineRules(), ["Loom at the library", "Nadolig"]),
        (TimelineRules(only=("LIBRARY",)), ["Loom at the library"]),
        (TimelineRules(without=("nadolig",)), ["Loom at the library"]),
        (TimelineRules(languages=("cy",)), ["Nadolig"]),
        (
            TimelineRules(newer_than=timedelta(days=9)),
            ["Loom at the library", "Nadolig", "Old"],
        ),
    ],
)
def test_the_rules_say_which_posts_are_proposed(rules, kept):
    document = feed(
        bluesky("Loom at the library", key="a2"),
        bluesky("Nadolig", key="b2", more={"langs": ["cy"]}),
        bluesky("Old", key="c2", days=8),
    )
    found = posts(document, timeline=rules)
    assert [entry.facts.title for entry in found] == kept


def test_a_post_on_x_has_its_links_in_full():
    told = {
        "data": [
            {
                "id": "12",
                "author_id": "7",
                "text": "See https://t.co/a https://t.co/b",
                "created_at": NOW.isoformat(),
                "lang": "en",
                "entities": {
                    "urls": [
                        {"url": "https://t.co/a", "expanded_url": "https://a.test/"},
                        {
                            "url": "https://t.co/b",
                            "expanded_url": "https://x.com/m/status/12/photo/1",
                        },
                    ]
                },
            },
            {
                "id": "13",
                "text": "RT",
                "referenced_tweets": [{"type": "retweeted", "id": "1"}],
            },
        ],
        "includes": {"users": [{"id": "7", "username": "Museum", "name": "M"}]},
    }
    (entry,) = posts(a_document(json.dumps(told), content_type="application/json"))
    assert entry.facts.url == "https://x.com/Museum/status/12"
    assert entry.facts.summary == "See https://a.test/"


def test_an_account_with_nothing_new_is_no_fault():
    told = json.dumps({"meta": {"result_count": 0}})
    assert posts(a_document(told, content_type="application/json")) == ()


def test_mastodons_feed_of_an_account_is_a_timeline():
    rss = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Museum</title>
    <item><guid isPermaLink="true">https://example.social/@museum/113</guid>
    <link>https://example.social/@museum/113</link>
    <pubDate>{NOW:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
    <description>&lt;p&gt;Our loom runs again&lt;/p&gt;</description></item>
    </channel></rss>"""
    (entry,) = posts(a_document(rss, content_type="application/rss+xml"))
    assert entry.facts.kind is Kind.SHARE
    assert entry.facts.title == "Our loom runs again"
    assert entry.facts.url == "https://example.social/@museum/113"


@pytest.mark.parametrize("body", ['{"error": "x"}', "[1, 2]", "{broken"])
def test_something_else_says_what_to_write(body):
    with pytest.raises(ReadError, match="address of the account as a browser shows"):
        posts(a_document(body, content_type="application/json"))


@pytest.mark.parametrize(
    "entry", [None, 1, {}, {"post": 3}, {"post": {"record": {"text": 1}}}]
)
def test_a_post_that_makes_no_sense_is_passed_over(entry):
    assert posts(feed(entry)) == ()
