from aggregator.drafts.run_sheet import blanks, filled
from aggregator.model.evening import Evening, Line
from tests.builders import NOW

EVENING = Evening(id="e", name="Awards", hashtag="Reads", starts=NOW, ends=NOW)


def test_blanks_are_filled_and_the_hashtag_and_link_follow():
    line = Line(id="l", text="{winner} won. Well done {winner}!", link="https://e.org")
    assert blanks(line) == ("winner",)
    assert filled(EVENING, line, {"winner": "Ada"}) == (
        "Ada won. Well done Ada!\nhttps://e.org\n#Reads"
    )


def test_braces_in_an_answer_are_not_filled_again():
    line = Line(id="l", text="{title} by {author}")
    said = filled(EVENING, line, {"title": "{author}", "author": "Bo"})
    assert said == "{author} by Bo\n#Reads"
