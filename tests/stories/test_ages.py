"""What a title says of ages keeps groups apart, and sets no two accounts against."""

import pytest

from aggregator.stories.ages import ages_in, are_apart, words_deny
from aggregator.stories.likeness import titles


@pytest.mark.parametrize(
    ("title", "ages"),
    [
        ("storytime for under 5s", (0, 5)),
        ("storytime (0-5 yrs)", (0, 5)),
        ("lego club for ages 8 to 11", (8, 11)),
        ("ballet for 3 to 5 year olds", (3, 5)),
        ("stay and play under fives", (0, 5)),
        ("sing and sign 0-18 months", (0, 1.5)),
        ("coding ages 13+", (13, 120)),
        ("over 55s swim", (55, 120)),
        ("swimming stage 2", None),
        ("tai chi 10-11.30am", None),
    ],
)
def test_ages_are_read_however_they_are_written(title, ages):
    assert ages_in(title)[0] == ages


def test_half_of_the_ages_in_common_are_one_group():
    assert not are_apart((4, 7), (5, 7))
    assert are_apart((5, 7), (8, 12))


def test_who_names_no_upper_age_may_mean_that_of_the_other():
    assert not are_apart((6, 120), (6, 11))
    assert are_apart((18, 120), (6, 11))


def test_a_group_for_babies_is_not_that_for_two_to_four():
    assert words_deny({"baby", "stay"}, (2, 4))
    assert not words_deny({"toddler"}, (0, 5))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Under 5s storytime", "Storytime (5-7 years)"),
        ("Stay and Play (2-4 years)", "Baby stay and play"),
        ("Lego club ages 4-7", "Lego club 8-11 yrs"),
        ("Council tax to rise 2.99%", "Council tax to rise 4.99%"),
        ("Festival 2026", "Festival 2027"),
    ],
)
def test_other_ages_shares_and_years_speak_against_each_other(one, other):
    assert titles(one, other).contrast


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Budget 2027/28", "Budget: tax to rise 2.99%"),
        ("Library refurbished for £3 million", "£3m refurbishment of library"),
        ("Storytime for under 5s", "Storytime (0-5 yrs)"),
    ],
)
def test_numbers_of_two_sorts_do_not(one, other):
    assert not titles(one, other).contrast
