from datetime import timedelta

from aggregator.model.decision import Bond, Decision
from aggregator.stories.group import group
from aggregator.stories.match import PUT_TOGETHER, place
from aggregator.stories.merge import merge
from tests.builders import NOW, an_item

STORYTIME = an_item(id="a", source="council")
SAME = an_item(id="b", source="hub", url=None)
LACE = an_item(id="c", source="hub", url=None, title="Lace making", summary=None)


def decision(bond, one, other):
    return Decision(bond=bond, one=frozenset(one), other=frozenset(other))


def story(name, *items):
    return merge(name, items, NOW)


def stories_of(items, *decisions):
    return [placement.story for _, placement in group(items, NOW, decisions)]


def test_what_an_editor_split_stays_apart_however_alike():
    apart = decision(Bond.APART, "a", "b")
    assert stories_of([STORYTIME, SAME]) == ["s1", "s1"]
    assert stories_of([STORYTIME, SAME], apart) == ["s1", "s2"]
    assert stories_of([SAME, STORYTIME], apart) == ["s1", "s2"]


def test_what_an_editor_merged_stays_together_however_unlike():
    together = decision(Bond.TOGETHER, "a", "c")
    assert stories_of([STORYTIME, LACE]) == ["s1", "s2"]
    assert stories_of([STORYTIME, LACE], together) == ["s1", "s1"]
    placement = place(LACE, [story("s1", STORYTIME)], [together])
    assert placement.reason == PUT_TOGETHER


def test_of_two_decisions_about_the_same_items_the_later_counts():
    together, apart = (decision(bond, "a", "b") for bond in Bond)
    assert stories_of([STORYTIME, SAME], together, apart) == ["s1", "s2"]
    assert stories_of([STORYTIME, SAME], apart, together) == ["s1", "s1"]


def test_decisions_about_other_items_change_nothing():
    others = decision(Bond.APART, "x", "y")
    assert stories_of([STORYTIME, SAME, LACE], others) == ["s1", "s1", "s2"]


def test_one_item_split_off_leaves_the_others_together():
    third = an_item(id="d", source="blog", url=None)
    apart = decision(Bond.APART, "d", "ab")
    assert stories_of([STORYTIME, SAME, third], apart) == ["s1", "s1", "s2"]


def test_a_story_merged_by_an_editor_takes_in_what_is_the_same_as_any_of_its_items():
    elsewhere = an_item(id="e", source="hub", url=None, venue="Thornby Library")
    merged = story("s1", STORYTIME, elsewhere)
    newcomer = an_item(id="f", source="blog", url=None)
    assert place(newcomer, [merged]).story == "s1"
    apart = an_item(id="g", source="blog", url=None, venue="Nettleby Library")
    assert place(apart, [merged]).story is None


def test_a_story_keeps_out_what_contradicts_an_item_that_agrees_with_the_others():
    silent = an_item(id="h", source="blog", url=None, venue=None, summary=None)
    together = story("s1", an_item(venue=None, summary=None), silent)
    elsewhere = an_item(id="i", source="x", starts=NOW + timedelta(days=5, hours=9))
    assert place(elsewhere, [together]).story is None
