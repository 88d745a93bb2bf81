"""What is Bluesky's own: bytes, facets, cards, keys and the size of a picture."""

import io
import os
from datetime import timedelta

import pytest
from PIL import Image as Pixels

from aggregator.deliver.bluesky_record import MOST_BYTES, record_key, within
from aggregator.deliver.publisher import Image
from aggregator.demo.network_bluesky import DID
from aggregator.model.delivery import Act, Cause, Sent
from tests.builders import NOW
from tests.deliver.accounts import a_part, here, nothing, picture

LINK = "https://example.org/storytime"


@pytest.fixture
def bluesky():
    with here("bluesky") as found:
        yield found


def record(bluesky):
    return bluesky.twin.truth[-1].more


def test_links_tags_and_mentions_are_marked_by_their_bytes(bluesky):
    text = f"Café ☕ with @partner.test {LINK} #WhatsOn"
    bluesky.account().publish(a_part(text), nothing)
    data = text.encode()
    marked = {}
    for facet in record(bluesky)["facets"]:
        index = facet["index"]
        kind = facet["features"][0]["$type"].split("#")[1]
        marked[kind] = data[index["byteStart"] : index["byteEnd"]].decode()
    assert marked == {"mention": "@partner.test", "link": LINK, "tag": "#WhatsOn"}


def test_a_link_without_a_picture_has_a_card(bluesky):
    part = a_part(f"Storytime {LINK}", link=LINK, title="Storytime")
    bluesky.account().publish(part, nothing)
    card = record(bluesky)["embed"]["external"]
    assert (card["uri"], card["title"]) == (LINK, "Storytime")


def test_a_bad_card_picture_never_costs_the_post(bluesky):
    bluesky.twin.refuses_pictures = True
    image = Image(jpeg=picture())
    part = a_part(f"Storytime {LINK}", link=LINK, title="Storytime", images=(image,))
    assert isinstance(bluesky.account().publish(part, nothing), Sent)
    assert "thumb" not in record(bluesky)["embed"]["external"]


def test_a_large_picture_is_made_small_enough(bluesky):
    noise = Pixels.frombytes("RGB", (1500, 1200), os.urandom(1500 * 1200 * 3))
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=95)
    assert file.tell() > 1_000_000
    assert len(within(file.getvalue())) <= MOST_BYTES
    image = Image(jpeg=file.getvalue(), alt="Noise")
    outcome = bluesky.account().publish(a_part(images=(image,)), nothing)
    assert isinstance(outcome, Sent)


def test_the_key_is_the_same_for_ever_and_another_for_another_delivery():
    assert record_key(NOW, "a") == record_key(NOW, "a")
    assert record_key(NOW, "a") != record_key(NOW, "b")
    assert record_key(NOW, "a") < record_key(NOW + timedelta(seconds=1), "a")
    assert len(record_key(NOW, "a")) == 13
    assert record_key(NOW, "a")[0] in "234567abcdefghij"


def test_three_hundred_graphemes_are_the_most(bluesky):
    outcome = bluesky.account().publish(a_part("a" * 301), nothing)
    assert outcome.cause is Cause.TEXT
    assert outcome.sentence == "Bluesky allows 300 characters, and this has 301"
    family = "\U0001f468‍\U0001f469‍\U0001f467‍\U0001f466"
    outcome = bluesky.account().publish(a_part(family * 130), nothing)
    assert outcome.cause is Cause.TEXT


def test_a_post_is_quoted_by_its_web_address(bluesky):
    bluesky.twin.targets[f"at://{DID}/app.bsky.feed.post/3lother22222x"] = "A post"
    address = "https://bsky.app/profile/other.test/post/3lother22222x"
    part = a_part("Well said", act=Act.QUOTE, target=address)
    assert isinstance(bluesky.account().publish(part, nothing), Sent)
    assert record(bluesky)["embed"]["record"]["uri"].endswith("3lother22222x")


def test_a_thread_keeps_its_root(bluesky):
    account = bluesky.account()
    first = account.publish(a_part("One"), nothing)
    second = account.publish(a_part("Two", after=first.remote), nothing)
    account.publish(a_part("Three", after=second.remote), nothing)
    reply = record(bluesky)["reply"]
    assert reply["root"]["uri"] == first.remote
    assert reply["parent"]["uri"] == second.remote


def test_without_a_handle_it_says_what_to_write(bluesky):
    outcome = bluesky.account(handle=None).publish(a_part(), nothing)
    assert 'handle = "name.bsky.social"' in outcome.sentence
