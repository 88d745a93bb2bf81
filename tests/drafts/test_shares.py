from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.drafts.shares import quotable, shareable, unshared
from aggregator.model.facts import Kind
from aggregator.model.share_rules import ShareRules
from tests.builders import NOW, a_story
from tests.deliver.test_payload import X, a_draft

STATUS = "https://example.social/@museum/113000000000000001"


def a_share(**named):
    told = {"title": "Our loom runs again", "url": X, "author": "The Museum"}
    return a_story(kind=Kind.SHARE, starts=None, published=NOW, **told | named)


@pytest.mark.parametrize(
    ("network", "link", "as_it_is", "quoted"),
    [
        ("x", X, True, True),
        ("mastodon", STATUS, True, False),
        (
            "bluesky",
            "https://bsky.app/profile/museum.test/post/3lother22222x",
            True,
            True,
        ),
        ("mastodon", X, False, False),
        ("x", "https://x.com/AmblefordMuseum", False, False),
        ("x", None, False, False),
    ],
)
def test_a_post_is_passed_on_within_its_own_network(network, link, as_it_is, quoted):
    draft = a_draft(network=network, link=link)
    assert shareable(draft) is as_it_is
    assert quotable(draft) is quoted
    assert not shareable(replace(draft, kind=Kind.NEWS))


@pytest.mark.parametrize(
    ("never", "why"),
    [
        (("@amblefordmuseum",), "@amblefordmuseum is on the list"),
        (("@AmblefordMuseum@example.social",), "is on the list"),
        (("loom",), "loom is on the list of what is never shared"),
        (("LOOM RUNS",), "LOOM RUNS is on the list"),
        (("loo", "@Ambleford", "useum"), None),
        ((), None),
    ],
)
def test_what_is_on_the_councils_list_is_never_shared(never, why):
    found = unshared(a_share(), ShareRules(never=never), NOW)
    assert (why is None) is (found is None)
    assert why is None or why in found


def test_a_server_is_part_of_a_name_where_it_is_told():
    rules = ShareRules(never=("@museum@example.social",))
    assert unshared(a_share(url=STATUS), rules, NOW)
    assert unshared(a_story(kind=Kind.NEWS, url=STATUS), rules, NOW) is None


def test_an_old_post_is_not_worth_sharing():
    rules = ShareRules(lasts=timedelta(days=2))
    assert unshared(a_share(), rules, NOW + timedelta(days=1)) is None
    late = unshared(a_share(), rules, NOW + timedelta(days=2))
    assert late == "the post is too old to be shared"
