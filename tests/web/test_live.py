from pathlib import Path

import pytest

from aggregator.model.council import Role

LIVE = """
[[live]]
id = "awards"
name = "Reading Awards"
hashtag = "AmblefordReads"
starts = 2026-11-23T08:00:00
ends = 2026-11-23T22:00:00

[[live.line]]
id = "winner"
text = "Young Reader of the Year is {winner}."
[[live.line]]
id = "book"
text = "The book of the year: {title}."
embargo = 2026-11-23T20:15:00
"""


@pytest.fixture
def evening(desk):
    file = Path(desk.parts.configuration.directory) / "sources.toml"
    file.write_text(file.read_text("utf-8") + LIVE, "utf-8")
    return desk


def use(who, line="winner", **blanks):
    fields = {f"blank-{name}": text for name, text in blanks.items()}
    return who.post("/live/awards", line=line, **fields)


def test_a_line_is_filled_by_a_contributor_and_waits_for_an_editor(evening, visitor):
    cleo = visitor("Cleo", Role.CONTRIBUTOR)
    assert "Young Reader" in cleo.get("/live").text
    use(cleo, winner="Samira Khan")
    draft = evening.draft(1)
    assert draft.text == "Young Reader of the Year is Samira Khan.\n#AmblefordReads"
    assert (draft.state, draft.brought_by) == ("waiting", "Cleo")


def test_a_second_reporter_is_told_who_used_the_line(evening, visitor):
    use(visitor("Cleo", Role.CONTRIBUTOR), winner="Samira Khan")
    again = use(visitor("Ada"), winner="Samira")
    assert again.status_code == 422
    assert "Cleo has used this line already" in again.text


def test_a_rejected_line_may_be_used_again(evening, visitor):
    editor = visitor()
    use(editor, winner="Samria")
    editor.decide(1, "reject", reason="wrong")
    use(editor, winner="Samira")
    assert "Samira" in evening.draft(2).text


def test_an_embargoed_line_is_refused_until_its_time(evening, visitor):
    early = use(visitor(), line="book", title="Emma")
    assert early.status_code == 422
    assert "under embargo" in early.text


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_blank_is_refused(evening, visitor, typed):
    refused = use(visitor(), winner=typed)
    assert refused.status_code == 422
    assert "is empty" in refused.text


def test_what_was_typed_cannot_begin_another_post_or_a_tag(evening, visitor):
    use(visitor(), winner="A\n---\n<b>B</b>")
    assert "\n---\n" not in evening.draft(1).text
