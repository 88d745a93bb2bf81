import pytest

from aggregator.drafts.clauses import clauses


@pytest.mark.parametrize(
    ("sentence", "shortest"),
    [
        (
            "Councillors agreed to relay the square, with new benches and planters.",
            "Councillors agreed to relay the square.",
        ),
        (
            "Kettle, jumper or bicycle: bring what is broken, and mend it together.",
            "Kettle, jumper or bicycle: bring what is broken.",
        ),
        (
            "Boards and clocks are provided; there will be cake afterwards.",
            "Boards and clocks are provided.",
        ),
        (
            "They agreed a package of improvements which brings benches, and shelters.",
            "They agreed a package of improvements.",
        ),
    ],
)
def test_a_sentence_may_end_where_only_an_addition_follows(sentence, shortest):
    assert clauses(sentence)[-1] == shortest


@pytest.mark.parametrize(
    "sentence",
    [
        "The library is open every single day, except on Mondays.",
        "Everybody is welcome to come along, but children must bring an adult.",
        "The pool is free for everybody this week, and only for members after it.",
        "All of our branches are open as usual, and will not be on Friday.",
        "The market will be on Market Street, and moves to the park on 5 Dec.",
        "Come and hear the story of the mill, which costs £3 on the door.",
        "A day of singing, dancing, and food from around the world.",
        "Tea (with cake, and with company too) is at four.",
        "A short one, with tea.",
        "One plain sentence without any place to end before it does",
    ],
)
def test_a_limit_is_never_left_out_and_no_stump_is_left(sentence):
    assert clauses(sentence) == []
