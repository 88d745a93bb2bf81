from datetime import timedelta

import pytest

from aggregator.deliver.payload import freeze, part_of
from aggregator.model.delivery import Act, Delivery, DeliveryState
from aggregator.model.draft import Draft, State
from aggregator.model.errors import ConflictError
from aggregator.model.facts import Kind
from tests.builders import NOW

X = "https://x.com/AmblefordMuseum/status/1990000000000000777"
BLUESKY = "https://bsky.app/profile/museum.test/post/3lother22222x"


def a_draft(**named):
    return Draft(
        **{
            "id": 1,
            "story": None,
            "network": "x",
            "kind": Kind.SHARE,
            "language": "en",
            "state": State.APPROVED,
            "text": f"Worth a look, from The Museum: Our loom runs again\n{X}",
            "composed": "",
            "template": "share.j2",
            "why": "",
            "link": X,
            "revision": 1,
            "created_at": NOW,
            **named,
        }
    )


def a_delivery(**named):
    return Delivery(
        **{
            "id": 1,
            "draft": 1,
            "network": "x",
            "account": "x",
            "state": DeliveryState.CLAIMED,
            "promised_at": NOW,
            **named,
        }
    )


def frozen(draft, **named):
    return freeze(draft, a_delivery(**named), NOW, picture=lambda *_: None)


def test_what_is_shared_on_its_own_network_is_quoted_instead_of_linked():
    payload = frozen(a_draft())
    assert (payload.act, payload.target) == (Act.QUOTE, X)
    assert payload.parts == ("Worth a look, from The Museum: Our loom runs again",)
    quoted = frozen(a_draft(network="bluesky", text=f"Look {BLUESKY}", link=BLUESKY))
    assert (quoted.act, quoted.target) == (Act.QUOTE, BLUESKY)


@pytest.mark.parametrize(
    "draft",
    [
        a_draft(network="mastodon"),
        a_draft(link=BLUESKY, text=BLUESKY),
        a_draft(kind=Kind.NEWS),
    ],
)
def test_anything_else_keeps_its_link(draft):
    payload = frozen(draft)
    assert payload.act is Act.POST
    assert payload.parts == (draft.text,)


def test_the_key_is_the_deliverys_own_and_the_same_after_a_backup_came_back():
    assert frozen(a_draft()).key == frozen(a_draft()).key
    later = frozen(a_draft(), promised_at=NOW + timedelta(seconds=1))
    assert later.key != frozen(a_draft()).key


def test_there_is_no_part_after_the_last():
    with pytest.raises(ConflictError, match="out already"):
        part_of(frozen(a_draft()), 1, "9", lambda _: b"")


def test_the_other_language_of_a_pair_is_no_reply_and_says_its_language():
    text = (
        "Amser stori. https://e.org/cy\n---\nDewch yn llu.\n===\n"
        "Storytime. https://e.org/en\n---\nAll welcome."
    )
    draft = a_draft(kind=Kind.EVENT, text=text, language="cy", link="https://e.org/cy")
    payload = frozen(draft)
    told = [part_of(payload, n, "remote", lambda _: b"") for n in range(4)]
    assert [one.language for one in told] == ["cy", "cy", "en", "en"]
    assert [one.after for one in told] == [None, "remote", None, "remote"]
    assert [one.link for one in told] == [
        "https://e.org/cy",
        None,
        "https://e.org/en",
        None,
    ]


def test_what_is_shared_as_it_is_has_no_words_and_no_picture_of_ours():
    draft = a_draft(text="One\n---\nTwo", image="https://x/a.jpg", image_alt="A loom")
    payload = frozen(draft, act=Act.REPOST, target=X)
    assert (payload.parts, payload.pictures) == (("",), ())
    part = part_of(payload, 0, None, lambda _: b"")
    assert (part.act, part.target, part.text) == (Act.REPOST, X, "")


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ({"image_alt": "A red kite"}, 1),
        ({"image_decorative": True}, 1),
        ({}, 0),
        ({"image_decorative": True, "image_focus": "none"}, 0),
    ],
)
def test_a_picture_goes_out_described_or_called_decorative(said, goes):
    draft = a_draft(link=None, image="https://example.org/a.jpg", **said)
    payload = freeze(draft, a_delivery(), NOW, picture=lambda *_: "name")
    assert len(payload.pictures) == goes
