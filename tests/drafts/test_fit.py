import pytest

from aggregator.drafts import marks
from aggregator.drafts.fit import fitted
from aggregator.drafts.sentences import dangles, sentences, shorter
from aggregator.drafts.tidy import tidy

TEXT = "One whole sentence here. Another that is rather longer, with a clause in it."


def within(length):
    return lambda text: len(text) <= length


def test_whole_sentences_go_before_words_are_cut():
    text = f"Title\n{marks.marked(TEXT, marks.SHORTEN, 1)}\nlink"
    assert fitted(text, within(200)) == f"Title\n{TEXT}\nlink"
    assert fitted(text, within(60)) == "Title\nOne whole sentence here.\nlink"
    assert fitted(text, within(20)) == "Title\n\nlink"


def test_the_lowest_number_gives_way_first_and_facts_never():
    text = (
        "Sat 5 Dec"
        + marks.marked(" later", marks.OPTIONAL, 3)
        + marks.marked(" sooner", marks.OPTIONAL, 2)
    )
    assert fitted(text, within(16)) == "Sat 5 Dec later"
    assert fitted(text, within(3)) == "Sat 5 Dec"


def test_no_cut_leaves_a_word_hanging():
    long = "We went to the market and bought a pound of the best apples in the town"
    for form in shorter(long):
        assert not dangles(form), form


def test_a_title_is_cut_but_never_left_out():
    title = marks.marked("one two three four five six seven", marks.LAST, 9)
    assert fitted(title, within(3)) == "one two three four five six…"


def test_missing_facts_leave_no_trace():
    assert (
        tidy("Title . \n\n , .\n\n\n at\nhttps://e.org")
        == "Title.\n\nat\nhttps://e.org"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith opens the library.",
        "Come and meet Prof. Jones and Rev. Green.",
        "A talk at St. Mary's by J. K. Bell.",
        "Doors open at 7 p.m. Tuesday to Friday.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text):
    assert sentences(text) == [text]
    assert sentences(f"{text} Free.") == [text, "Free."]
