"""Approved means posted, by `serve`, on every network, each on its own."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from aggregator.deliver import accounts as registry
from aggregator.demo.networks import FOLLOWERS, TOKEN, Way
from aggregator.desk import cards, queue
from aggregator.desk.decision import Decision
from aggregator.desk.photos import develop
from aggregator.model.council import Person, Role
from aggregator.model.delivery import Cause, DeliveryState
from aggregator.model.draft import State
from aggregator.run.accounts import examine_accounts
from aggregator.run.counting_followers import count_followers
from aggregator.run.delivering import connected, deliver
from aggregator.run.measuring import measure
from aggregator.run.tick import ticking
from aggregator.store import deliveries, followers, metrics
from tests.builders import NOW
from tests.deliver.accounts import NETWORKS, SECRETS, here, picture
from tests.run.test_tick import wait_for
from tests.store.steps import add_draft

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
ACCOUNT = '\n[[account]]\nnetwork = "{network}"\nhandle = "AmblefordLibs"\n'


def account_toml(network, base):
    text = ACCOUNT.format(network=network)
    return f'{text}posts = "by-itself"\nserver = "{base}"\n'


@pytest.fixture
def networks():
    with ExitStack() as stack:
        yield {name: stack.enter_context(here(name)) for name in NETWORKS}


@pytest.fixture
def office(town, networks, monkeypatch):
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    town.configure(
        extra="".join(account_toml(name, one.base) for name, one in networks.items())
    )
    return town


def approve(parts, network, text="Storytime on Saturday", **named):
    with parts.database.transaction() as connection:
        draft = add_draft(
            connection, network=network, text=text, now=parts.clock(), **named
        )
    revision = cards.one(parts.database, draft, parts.clock()).draft.revision
    decision = Decision(
        person=EDITOR, draft=draft, revision=revision, now=parts.clock()
    )
    queue.approve(parts.database, decision)
    return draft


def delivery(parts, draft):
    with parts.database.reading() as connection:
        return deliveries.for_draft(connection, draft)[0]


def is_out(parts, draft):
    return delivery(parts, draft).state is DeliveryState.PUBLISHED


def test_serve_posts_what_was_approved_on_every_network(office, networks):
    with office.parts() as parts:
        drafts = {name: approve(parts, name) for name in NETWORKS}
        with ticking(parts, every_seconds=0.2):
            for name, draft in drafts.items():
                wait_for(lambda draft=draft: is_out(parts, draft), 60)
                assert len(networks[name].twin.truth) == 1
        for draft in drafts.values():
            card = cards.one(parts.database, draft, parts.clock())
            assert card.draft.state is State.PUBLISHED


def test_a_network_that_hangs_delays_no_other(office, networks):
    networks["x"].twin.ways.append(Way.ACCEPT_AND_DELAY)
    networks["x"].twin.delay_seconds = 12
    with office.parts() as parts:
        slow = approve(parts, "x")
        quick = approve(parts, "mastodon")
        with ticking(parts, every_seconds=0.2):
            wait_for(lambda: networks["x"].twin.truth, 60)
            wait_for(lambda: is_out(parts, quick), 60)
            later = approve(parts, "mastodon", "Another")
            wait_for(lambda: is_out(parts, later), 60)
            assert delivery(parts, slow).state is DeliveryState.SENDING


def test_the_picture_goes_out_with_its_words(office, networks):
    address = "https://example.org/picture.jpg"
    with office.parts() as parts:
        photo = develop(picture())
        parts.album.keep(address, photo)
        draft = approve(parts, "mastodon", image=address, image_alt="A story")
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
        assert is_out(parts, draft)
    assert networks["mastodon"].twin.truth[0].alts == ("A story",)


def test_a_picture_that_is_refused_brings_the_draft_back_for_a_decision(
    office, networks
):
    networks["mastodon"].twin.refuses_pictures = True
    address = "https://example.org/picture.jpg"
    with office.parts() as parts:
        photo = develop(picture())
        parts.album.keep(address, photo)
        refused = approve(parts, "mastodon", image=address, image_alt="A story")
        other = approve(parts, "mastodon", "Another")
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
        assert delivery(parts, refused).cause is Cause.PICTURE
        assert is_out(parts, other)
        with parts.database.transaction() as connection:
            deliveries.plan(
                connection,
                delivery(parts, refused).id,
                parts.clock(),
                without_pictures=True,
            )
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
        assert is_out(parts, refused)
    assert [one.alts for one in networks["mastodon"].twin.truth] == [(), ()]


def test_an_account_without_its_secrets_asks_a_person_at_once(office, monkeypatch):
    for name in SECRETS:
        monkeypatch.delenv(name)
    with office.parts() as parts:
        draft = approve(parts, "x")
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
        asked = delivery(parts, draft)
    assert asked.cause is Cause.SETTINGS
    assert "AGGREGATOR_X_CONSUMER_KEY" in asked.sentence


def test_an_account_by_hand_is_left_to_the_hand(town):
    town.configure(extra=ACCOUNT.format(network="x"))
    with town.parts() as parts:
        draft = approve(parts, "x")
        with connected(parts) as accounts:
            assert accounts == ()
        town.clock.move(hours=9)
        assert delivery(parts, draft).state is DeliveryState.READY


def test_a_new_network_is_one_line_in_the_registry(office, monkeypatch):
    lines = {**registry.PUBLISHERS, "x": "tests.deliver.paper"}
    monkeypatch.setattr(registry, "PUBLISHERS", lines)
    with office.parts() as parts:
        draft = approve(parts, "x")
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
        assert delivery(parts, draft).address == "paper:1"


def test_another_time_is_kept(office, networks):
    with office.parts() as parts:
        draft = approve(parts, "x")
        with connected(parts) as accounts:
            with parts.database.transaction() as connection:
                deliveries.plan(
                    connection, delivery(parts, draft).id, NOW + timedelta(minutes=5)
                )
            for one in accounts:
                deliver(parts, one)
            assert networks["x"].twin.truth == []
            office.clock.move(minutes=5)
            for one in accounts:
                deliver(parts, one)
        assert is_out(parts, draft)


def test_the_doctor_says_what_each_account_may_do_and_what_needs_a_person(
    office, networks
):
    networks["mastodon"].twin.token = "revoked"
    with office.parts() as parts:
        networks["x"].twin.ways.append(Way.NO_CREDIT)
        draft = approve(parts, "x")
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
        well, unwell = examine_accounts(parts)
    assert [line.split(":")[0] for line in well] == ["X", "Bluesky"]
    assert "this month has cost about $0.01" in well[0]
    assert "no longer accepts the token" in unwell[0]
    assert f"Draft {draft} was not posted on x: There is no credit" in unwell[1]


def test_what_posts_did_is_read_an_hour_a_day_a_week_and_a_month_later(
    office, networks
):
    with office.parts() as parts:
        drafts = [approve(parts, name) for name in NETWORKS]
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
                assert measure(parts, one) == 0
            for days in (1 / 12, 1, 7, 28, 90):
                office.clock.moment = NOW + timedelta(days=days)
                for one in accounts:
                    measure(parts, one)
        with parts.database.reading() as connection:
            readings = {
                name: metrics.readings_of(connection, delivery(parts, draft).id)
                for name, draft in zip(NETWORKS, drafts, strict=True)
            }
    assert [len(found) for found in readings.values()] == [4, 4, 4]
    assert readings["x"][0].impressions == 120
    assert readings["mastodon"][-1].likes == 3


def test_a_post_that_was_deleted_is_not_asked_for_again(office, networks):
    with office.parts() as parts:
        draft = approve(parts, "x")
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
            networks["x"].twin.truth.clear()
            office.clock.move(hours=2)
            for one in accounts:
                measure(parts, one)
        with parts.database.reading() as connection:
            number = delivery(parts, draft).id
            assert metrics.readings_of(connection, number) == ()
            assert metrics.due(connection, "x", office.clock(), 9) == ()


def test_an_account_and_a_token_that_come_while_it_runs_are_taken_up(town, networks):
    one = networks["mastodon"]
    secret = town.folder / "mastodon.toml"
    town.configure()
    with town.parts() as parts, ticking(parts, every_seconds=0.1):
        text = account_toml("mastodon", one.base)
        town.configure(extra=f'{text}credentials = "{secret.name}"\n')
        draft = approve(parts, "mastodon")
        state = DeliveryState.NEEDS_ATTENTION
        wait_for(lambda: delivery(parts, draft).state is state, 60)
        assert "cannot be read" in delivery(parts, draft).sentence
        secret.write_text(f'access_token = "{TOKEN}"\n', encoding="utf-8")
        secret.chmod(0o600)
        another = approve(parts, "mastodon", text="Another")
        wait_for(lambda: is_out(parts, another), 60)


def test_the_same_words_again_are_refused_with_the_day_of_the_first(office, networks):
    with office.parts() as parts, connected(parts) as accounts:
        first = approve(parts, "x", "Storytime on Saturday")
        for one in accounts:
            deliver(parts, one)
        assert is_out(parts, first)
        office.clock.move(days=2)
        again = approve(parts, "x", "Storytime on Saturday")
        for one in accounts:
            deliver(parts, one)
        refused = delivery(parts, again)
        assert refused.cause is Cause.DUPLICATE
        assert "X refuses the same words as on 23 November" in refused.sentence


def test_a_time_is_told_as_it_is_where_the_council_is(office, networks):
    office.clock.move(days=240)  # in July
    with office.parts() as parts, connected(parts) as accounts:
        draft = approve(parts, "x")
        office.clock.move(minutes=30)
        for one in accounts:
            deliver(parts, one)
        assert office.clock().hour == 9
        assert "Its time, 10:00 on 21 July" in delivery(parts, draft).sentence


def test_posts_of_an_account_that_was_renamed_are_still_read(office, networks):
    with office.parts() as parts:
        draft = approve(parts, "mastodon")
        with connected(parts) as accounts:
            for one in accounts:
                deliver(parts, one)
            networks["mastodon"].twin.handle = "AmblefordReads"
            office.clock.move(hours=2)
            for one in accounts:
                measure(parts, one)
        with parts.database.reading() as connection:
            found = metrics.readings_of(connection, delivery(parts, draft).id)
    assert [one.likes for one in found] == [3]


def test_followers_are_asked_for_once_a_week_and_tomorrow_if_nobody_answered(
    office, networks
):
    asked = networks["mastodon"].twin
    with office.parts() as parts, connected(parts) as accounts:
        one = next(one for one in accounts if one.network == "mastodon")
        asked.token = "another"
        count_followers(parts, one)
        count_followers(parts, one)
        asked.token = TOKEN
        office.clock.move(days=1)
        for _ in range(8):
            count_followers(parts, one)
            office.clock.move(days=1)
        with parts.database.reading() as connection:
            end = office.clock() + timedelta(days=1)
            found = followers.between(connection, NOW, end)
    assert [one.number for one in found] == [FOLLOWERS, FOLLOWERS]
    assert [(one.at - NOW).days for one in found] == [1, 8]
