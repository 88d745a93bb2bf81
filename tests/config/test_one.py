import tomllib
from pathlib import Path

import pytest

from aggregator.config.edit import change_source
from aggregator.config.one import judge_source, remove_source, written
from aggregator.model.errors import NotFoundError

REAL = (Path(__file__).parents[2] / "sources.toml").read_text(encoding="utf-8")
TEXT = """# mine
[council]
name = "A"   # us

# the first
[[source]]
id = "a" # its id
url = "https://e.org"
name = 'A'

# about b
[[source]]
id = "b"
name = "B"
url = "https://e.org/b"

[source.page]
item = "li"  # rows
title = "h2"

[drafts]
per_cycle = 4
"""


def test_one_source_is_read_with_its_selectors():
    assert written(TEXT, "b").values["page"] == {"item": "li", "title": "h2"}


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT])
def test_a_sources_mark_changes_with_its_lines_and_with_no_others(text):
    before = {name: written(text, name).mark for name in "ab"}
    other = change_source(text, "a", {"name": "Another"})
    assert written(other, "b").mark == before["b"]
    assert written(other, "a").mark != before["a"]
    noted = text.replace("# rows", "# all rows").replace("per_cycle = 4", "")
    assert written(noted, "b").mark != before["b"]
    assert written(noted, "a").mark == before["a"]


def test_a_source_is_taken_out_with_the_notes_above_it():
    after = remove_source(TEXT, "b")
    assert "about b" not in after
    assert [one["id"] for one in tomllib.loads(after)["source"]] == ["a"]
    assert tomllib.loads(after)["drafts"] == {"per_cycle": 4}
    last = remove_source(after, "a")
    assert "# the first" not in last
    assert tomllib.loads(last) == {
        "council": {"name": "A"},
        "drafts": {"per_cycle": 4},
    }


@pytest.mark.parametrize("name", [one["id"] for one in tomllib.loads(REAL)["source"]])
def test_each_source_of_a_real_file_can_be_taken_out_and_the_notes_stay(name):
    after = remove_source(REAL, name)
    kept = set(after.splitlines())
    gone = [line for line in REAL.splitlines() if line not in kept]
    assert len(gone) < len(REAL.splitlines()) / 2
    left = [one["id"] for one in tomllib.loads(after)["source"]]
    assert name not in left
    for other in left:
        assert written(after, other).mark == written(REAL, other).mark


def test_a_source_that_is_not_there_has_no_lines():
    with pytest.raises(NotFoundError, match="there are: a, b"):
        written(TEXT, "c")


def test_values_are_judged_by_themselves_whatever_else_is_wrong():
    source, faults = judge_source(
        {"id": "x", "name": "X", "url": "https://e.org", "every": "2h"}, "Europe/Paris"
    )
    assert (source.name, source.timezone, faults) == ("X", "Europe/Paris", [])
    source, faults = judge_source(
        {"id": "x", "name": "X", "url": "e.org", "page": {"item": "li["}}, "UTC"
    )
    assert source is None
    assert {fault.key for fault in faults} == {
        "source.url",
        "source.page.item",
        "source.page.title",
    }
