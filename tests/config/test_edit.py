import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.config.edit import add_source, add_sources, change_source, free_id
from aggregator.config.load import judge
from aggregator.model.errors import ConfigurationError, NotFoundError

TOP = Path(__file__).parents[2]
REAL = (TOP / "sources.toml").read_text(encoding="utf-8")
STARTER = TOP / "aggregator" / "config" / "starter" / "sources.toml"
IDS = [source["id"] for source in tomllib.loads(REAL)["source"]]
EVENTS = {
    "id": "harris",
    "name": 'The "Harris", Preston',
    "url": "https://example.org/whats-on",
    "kind": "event",
    "format": "page",
    "every": "2h",
    "expect": {"min": 1, "max": 90},
    "page": {"item": "li.event", "title": "h3", "link": "a@href", "venue": None},
    "language": None,
}
SMALL = """# mine
[council]
name = "A"   # us

[[source]]  # the first
id = "a" # its id
url = "https://e.org"   # where
name = 'A' # end
# about b
[[source]]
id = "b"
name = "B"
url = "https://e.org/b"

[source.page]  # where
item = "li"
title = "h2"
# the end"""


def said(text):
    return tomllib.loads(text.removeprefix("\ufeff"))


def changed_lines(before, after):
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [
        line for line in new if line not in old
    ]


@pytest.mark.parametrize("text", [REAL, STARTER.read_text(encoding="utf-8"), SMALL])
def test_a_source_is_added_below_all_that_was_there(text):
    added = add_source(text, EVENTS)
    assert added.startswith(text.rstrip())
    assert added[len(text.rstrip()) :] == (
        '\n\n[[source]]\nid = "harris"\nname = "The \\"Harris\\", Preston"\n'
        'url = "https://example.org/whats-on"\nkind = "event"\nformat = "page"\n'
        'every = "2h"\nexpect = { min = 1, max = 90 }\n\n'
        '[source.page]\nitem = "li.event"\ntitle = "h3"\nlink = "a@href"\n'
    )
    assert judge(added).source_faults == ()


def test_a_source_that_would_be_wrong_is_told_at_its_place_and_not_added():
    with pytest.raises(ConfigurationError) as raised:
        add_source(SMALL, {"id": "a", "name": "A", "url": "https://e.org"})
    (fault,) = raised.value.faults
    assert (fault.line, fault.key) == (21, "source.id")


def test_a_fault_that_was_there_before_does_not_stop_an_edit():
    faulty = SMALL.replace("https://e.org/b", "nowhere")
    assert "harris" in add_source(faulty, EVENTS)
    assert "News" in change_source(faulty, "a", {"name": "News"})


def test_a_broken_file_is_left_alone_and_its_faults_are_told():
    broken = SMALL.replace('"A"   # us', "A").replace('"b"', "“b”")
    for edit in (
        lambda: add_source(broken, EVENTS),
        lambda: change_source(broken, "a", {"name": "News"}),
        lambda: free_id(broken, "a"),
    ):
        with pytest.raises(ConfigurationError) as raised:
            edit()
        assert [fault.line for fault in raised.value.faults] == [3, 11]


@pytest.mark.parametrize(
    ("source", "values", "gone", "come"),
    [
        ("a", {"name": "It's"}, ["name = 'A' # end"], ['name = "It\'s" # end']),
        ("a", {"every": "2h"}, [], ['every = "2h"']),
        ("a", {"every": None}, [], []),
        ("b", {"page": {"title": "h1"}}, ['title = "h2"'], ['title = "h1"']),
        ("b", {"page": {"venue": ".v"}}, [], ['venue = ".v"']),
        ("b", {"expect": {"min": 2}}, [], ["expect = { min = 2 }"]),
        (
            "a",
            {"page": {"item": "p", "title": "b"}},
            [],
            ["[source.page]", 'item = "p"', 'title = "b"'],
        ),
        (
            "b",
            {"allow_private": ("10.0.0.0/8",)},
            [],
            ['allow_private = ["10.0.0.0/8"]'],
        ),
    ],
)
def test_only_the_lines_of_what_is_changed_change(source, values, gone, come):
    for text in (SMALL, SMALL.replace("\n", "\r\n"), "\ufeff" + SMALL):
        after = change_source(text, source, values)
        assert changed_lines(text, after) in ((gone, come), (gone, ["", *come]))
        assert after.count("\r\n") in {0, after.count("\n")}
        assert after[:1] == text[:1]


def test_a_key_is_removed_with_its_line():
    with_more = change_source(SMALL, "a", {"every": "2h", "expect": {"min": 1}})
    assert change_source(with_more, "a", {"every": None, "expect": None}) == SMALL


def test_part_of_a_table_in_braces_is_changed_and_the_rest_kept():
    once = change_source(SMALL, "a", {"expect": {"min": 1, "max": 9}})
    assert "expect = { max = 9 }" in change_source(once, "a", {"expect": {"min": None}})


@pytest.mark.parametrize(
    "text",
    [
        'source = [{ id = "a", name = "A", url = "https://e.org" }]\n',
        '[[source]]\nid = "a"\nname = "A"\nurl = "https://e.org"\nexpect.min = 1\n',
    ],
)
def test_what_is_written_in_an_unusual_way_is_changed_rightly_or_not_at_all(text):
    text = text + '[council]\nname = "C"\n' if text[0] == "[" else text
    for values in ({"kind": "job"}, {"name": None}, {"expect": {"max": 4}}):
        after = text
        with suppress(ConfigurationError):
            after = change_source(text, "a", values)
        (before,), (now,) = said(text)["source"], said(after)["source"]
        assert now in (before, {**before, **values})


def test_an_unknown_source_is_named_with_those_there_are():
    with pytest.raises(NotFoundError, match="there are: a, b"):
        change_source(SMALL, "c", {"name": "C"})


def notes(text):
    return [line.partition("#")[2] for line in text.splitlines() if "# " in line]


WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="#"),
    min_size=1,
    max_size=20,
).filter(str.strip)


@settings(max_examples=120, deadline=None)
@given(
    source=st.sampled_from(IDS),
    values=st.fixed_dictionaries(
        {},
        optional={
            "name": WORDS,
            "every": st.sampled_from(["5m", "3h", "2d", None]),
            "expect": st.fixed_dictionaries({}, optional={"min": st.integers(0, 5)}),
            "language": st.sampled_from(["en", "cy", None]),
        },
    ),
)
def test_every_comment_and_every_other_source_stays(source, values):
    values = {key: value for key, value in values.items() if value != {}}
    after = change_source(REAL, source, values)
    assert notes(after) == notes(REAL)
    for one in said(after)["source"]:
        before = next(old for old in said(REAL)["source"] if old["id"] == one["id"])
        if one["id"] == source:
            wanted = {**before, **values}
            wanted["expect"] = {**before.get("expect", {}), **values.get("expect", {})}
            assert one == {key: value for key, value in wanted.items() if value}
        else:
            assert one == before


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Events & more!", "events-more"),
        ("A", "a-2"),
        ("日本", "source"),
        ("", "source"),
    ],
)
def test_a_free_id_is_made_from_a_name(name, source):
    assert free_id(SMALL, name) == source


def test_the_selectors_are_taken_away_with_their_heading_and_nothing_else():
    after = change_source(SMALL, "b", {"page": None, "format": "feed"})
    assert said(after)["source"][1] == {
        "id": "b",
        "name": "B",
        "url": "https://e.org/b",
        "format": "feed",
    }
    assert changed_lines(SMALL, after)[0] == [
        "[source.page]  # where",
        'item = "li"',
        'title = "h2"',
    ]
    assert "# the end" in after


def test_several_sources_are_added_at_once_each_with_an_id_of_its_own():
    taken = []
    many = []
    for name in ("A", "A", "C"):
        taken.append(free_id(SMALL, name, taken))
        many.append({"id": taken[-1], "name": name, "url": "https://e.org/x"})
    assert taken == ["a-2", "a-3", "c"]
    after = add_sources(SMALL, many)
    assert [one["id"] for one in said(after)["source"]] == ["a", "b", *taken]
