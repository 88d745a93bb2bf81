"""Timelines in: what partners post becomes a proposal to share."""

import json
from datetime import timedelta

import pytest

from aggregator.deliver.ledger import spent
from aggregator.deliver.means import Account
from aggregator.demo.networks import HANDLE
from aggregator.desk import cards
from aggregator.desk.browse import history
from aggregator.desk.cards import Filters
from aggregator.fetch.timelines import asked_of, x_handle
from aggregator.model.facts import Kind
from tests.builders import a_source
from tests.deliver.accounts import SECRETS, here
from tests.site import source_toml

PUBLIC = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (
            "https://bsky.app/profile/museum.test",
            PUBLIC + "?actor=museum.test&filter=posts_no_replies&limit=30",
        ),
        ("https://example.social/@museum", "https://example.social/@museum.rss"),
        ("https://example.org/feed.json", "https://example.org/feed.json"),
    ],
)
def test_an_account_is_named_as_a_browser_shows_it(written, asked):
    source = a_source(format="timeline", url=written)
    assert asked_of(source).url == asked
    assert asked_of(a_source(format="feed", url=written)).url == written


def test_x_is_read_by_name():
    source = a_source(format="timeline", url="https://x.com/AmblefordMuseum")
    assert x_handle(source) == "AmblefordMuseum"
    assert x_handle(a_source(format="timeline", url="https://x.com/a/status/1")) is None


def proposals(town):
    with town.parts() as parts:
        page = cards.page(parts.database, Filters(), parts.clock())
    return [card.draft for card in page.cards]


def test_what_a_partner_posts_on_bluesky_is_proposed(town, site):
    entry = {
        "post": {
            "uri": "at://did:plc:a/app.bsky.feed.post/3lother22222x",
            "author": {"handle": "museum.test", "displayName": "The Museum"},
            "record": {
                "text": "Our loom runs again",
                "createdAt": town.clock().isoformat(),
            },
        }
    }
    body = json.dumps({"feed": [entry]})
    url = site.put("/feed.json", body, content_type="application/json")
    town.configure(source_toml("museum", url, kind="share", format="timeline"))
    town.cycle()
    (draft,) = proposals(town)
    assert draft.kind is Kind.SHARE
    assert "Our loom runs again" in draft.text
    assert "bsky.app/profile/museum.test/post/3lother22222x" in draft.text


def test_a_partner_on_x_is_read_by_our_account_and_paid_for_once(town, monkeypatch):
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    with here("x") as x:
        x.twin.partners.append(a_post("1990000000000000777", town))
        account = (
            f'\n[[account]]\nnetwork = "x"\nhandle = "{HANDLE}"\nserver = "{x.base}"\n'
        )
        source = source_toml(
            "museum",
            "https://x.com/AmblefordMuseum",
            kind="share",
            format="timeline",
        )
        town.configure(source, extra=account)
        town.cycle()
        (draft,) = proposals(town)
        assert draft.link == "https://x.com/AmblefordMuseum/status/1990000000000000777"
        for _ in range(3):
            town.clock.move(hours=30)
            town.cycle()
        assert x.twin.paid_for == 1
        with town.parts() as parts, parts.database.reading() as connection:
            mine = Account(network="x", names=frozenset({HANDLE}), publisher=None)
            # The name, the post, and who wrote it: asked for once in all these days.
            assert spent(connection, mine, town.clock()) == pytest.approx(0.015)


def test_reading_stops_when_a_month_of_it_has_cost_enough(town, monkeypatch):
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    with here("x") as x:
        x.twin.partners.append(a_post("1990000000000000777", town))
        account = (
            f'\n[[account]]\nnetwork = "x"\nhandle = "{HANDLE}"\n'
            f'server = "{x.base}"\nreading_limit = 0.01\n'
        )
        address = "https://x.com/AmblefordMuseum"
        source = source_toml("museum", address, kind="share", format="timeline")
        town.configure(source, extra=account)
        town.cycle()
        x.twin.partners.append(a_post("1990000000000000778", town))
        town.clock.move(hours=30)
        town.cycle()
        assert x.twin.paid_for == 1
        assert "This month has cost $0.015 of the $0.01" in said_of_the_source(town)
        town.clock.move(days=10)  # into December
        x.twin.partners[1]["created_at"] = town.clock().isoformat()
        town.cycle()
        assert x.twin.paid_for == 2


def a_post(number, town):
    return {
        "id": number,
        "author_id": "2244",
        "text": f"Our loom runs again, {number}",
        "created_at": town.clock().isoformat(),
        "lang": "en",
    }


def said_of_the_source(town):
    with town.parts() as parts, parts.database.reading() as connection:
        return connection.exec_driver_sql("SELECT sentence FROM sources").scalar()


def test_without_an_account_on_x_the_source_says_what_to_do(town, monkeypatch):
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    source = source_toml(
        "museum", "https://x.com/AmblefordMuseum", kind="share", format="timeline"
    )
    town.configure(source)
    town.cycle()
    assert "AGGREGATOR_X_CONSUMER_KEY" in said_of_the_source(town)


def test_what_is_never_shared_is_neither_proposed_nor_kept(town, site):
    entry = {
        "post": {
            "uri": "at://did:plc:a/app.bsky.feed.post/3lother22222x",
            "author": {"handle": "museum.test", "displayName": "The Museum"},
            "record": {
                "text": "Our loom runs again",
                "createdAt": town.clock().isoformat(),
            },
        }
    }
    body = json.dumps({"feed": [entry]})
    url = site.put("/feed.json", body, content_type="application/json")
    source = source_toml("museum", url, kind="share", format="timeline")
    town.configure(source, extra='\n[shares]\nnever = ["loom"]\n')
    town.cycle()
    assert proposals(town) == []
    town.configure(source, extra="\n[shares]\n")
    town.cycle()
    (draft,) = proposals(town)
    assert draft.useful_until == town.clock() + timedelta(days=3)
    town.configure(source, extra='\n[shares]\nnever = ["@museum.test"]\n')
    for _ in range(3):
        town.clock.move(minutes=1)
        town.cycle()
        assert proposals(town) == []
    with town.parts() as parts:
        (line, *_) = history(parts.database, f"draft {draft.id}", 9)
    assert "@museum.test is on the list of what is never shared" in line.after


def test_a_proposal_goes_when_its_post_is_too_old(town, site):
    body = json.dumps(
        {"data": [a_post("1990000000000000777", town)], "meta": {"result_count": 1}}
    )
    url = site.put("/feed.json", body, content_type="application/json")
    source = source_toml("museum", url, kind="share", format="timeline")
    town.configure(source, extra='\n[shares]\nlasts = "1d"\n')
    town.cycle()
    assert len(proposals(town)) == 1
    town.clock.move(hours=23)
    town.cycle()
    assert len(proposals(town)) == 1
    town.clock.move(hours=1)
    town.cycle()
    assert proposals(town) == []
