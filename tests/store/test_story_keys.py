"""Keys find stories, also after the program was started again."""

from aggregator.store import story_keys
from tests.builders import NOW, a_story, an_item
from tests.store.steps import save

DAY = NOW.replace(day=24) - NOW


def kept(connection, number, keys):
    story = a_story(id=f"s{number}", items=(an_item(id=f"i{number}"),))
    save(connection, story, {f"i{number}": frozenset(keys)})
    return story


def test_a_key_finds_every_story_that_has_it(connection):
    kept(connection, 1, {1, 2**32 - 1})
    kept(connection, 2, {1})
    kept(connection, 3, {3})
    found = story_keys.postings(connection, [1, 2**32 - 1, 4])
    assert found == {1: ["s1", "s2"], 2**32 - 1: ["s1"]}
    assert story_keys.postings(connection, []) == {}


def test_the_limit_is_for_each_key_so_a_common_one_hides_no_other(connection):
    for number in range(4):
        kept(connection, number, {1, 100 + number})
    found = story_keys.postings(connection, [1, 103], limit=2)
    assert found == {1: ["s0", "s1"], 103: ["s3"]}


def test_more_keys_than_a_statement_takes(connection):
    kept(connection, 1, {39_999})
    assert story_keys.postings(connection, range(40_000)) == {39_999: ["s1"]}


def test_a_story_keeps_the_keys_that_it_had(connection):
    kept(connection, 1, {1})
    kept(connection, 1, {1, 2})
    assert story_keys.postings(connection, [1, 2]) == {1: ["s1"], 2: ["s1"]}


def test_keys_say_by_which_rules_they_were_made(connection):
    assert story_keys.version(connection) is None
    story_keys.made_by(connection, 1)
    story_keys.made_by(connection, 2)
    assert story_keys.version(connection) == 2


def test_open_stories_are_given_out_to_be_keyed_again(connection):
    story = kept(connection, 1, {1})
    over = a_story(id="s2", items=(), starts=NOW - 9 * DAY, dates=())
    save(connection, over, {})
    assert list(story_keys.of_open_stories(connection, NOW)) == [("s1", story.items)]
    assert story_keys.postings(connection, [1]) == {}
