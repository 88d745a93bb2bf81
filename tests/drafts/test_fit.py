import pytest

from aggregator.drafts import marks
from aggregator.drafts.fit import fitted
from aggregator.drafts.sentences import cut, dangles, sentences
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


def test_a_sentence_keeps_its_closing_quote_and_bracket():
    text = "She said \u201cCome.\u201d It was late (about ten p.m. or so.) We went."
    assert sentences(text) == [
        "She said \u201cCome.\u201d",
        "It was late (about ten p.m. or so.)",
        "We went.",
    ]
    text = "Dr. Who is at St. Mary's. J. K. Rowling is not."
    assert sentences(text) == ["Dr. Who is at St. Mary's.", "J. K. Rowling is not."]


def test_no_cut_leaves_a_word_hanging():
    long = "We went to the market and bought a pound of the best apples in the town"
    for form in cut(long):
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


def test_a_long_sentence_ends_at_a_clause_or_is_left_out_but_never_in_an_ellipsis():
    long = "Councillors agreed to relay the whole square, with benches and planters."
    text = f"Title\n{marks.marked(long, marks.SHORTEN, 1)}\nlink"
    assert fitted(text, within(60)) == (
        "Title\nCouncillors agreed to relay the whole square.\nlink"
    )
    assert fitted(text, within(50)) == "Title\n\nlink"


def test_a_title_with_a_colon_of_its_own_stands_on_its_own_line():
    title = marks.marked("Author visit: Jane Holroyd.", marks.LAST, 9)
    assert fitted(marks.led(f"One for your diary: {title}"), within(99)) == (
        "One for your diary\nAuthor visit: Jane Holroyd."
    )
    plain = marks.marked("Storytime.", marks.LAST, 9)
    assert fitted(marks.led(f"For you: {plain}"), within(99)) == "For you: Storytime."
