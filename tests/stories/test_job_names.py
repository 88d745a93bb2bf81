"""One vacancy as the employer's own system, a school board and an agency name it."""

from datetime import date

import pytest

from tests.stories.test_matching import job, one

CLOSES = date(2027, 2, 5)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            job("Midday Supervisor L2", closes=CLOSES, employer="St Anne's CE Primary"),
            job(
                "Midday Supervisor Level 2",
                "b",
                closes=CLOSES,
                employer="St Anne's C of E Primary School",
            ),
        ),
        (
            job("Lido Attendant (HBC20417)", closes=CLOSES, employer="Harcote Council"),
            job("Attendant, Harcote lido", "b", summary="Apply quoting HBC20417."),
        ),
        (
            job("OT, Frailty Team", closes=CLOSES, employer="Harcote NHS Trust"),
            job(
                "Occupational Therapist, Frailty Team",
                "b",
                closes=CLOSES,
                employer="Harcote NHS Trust",
            ),
        ),
        (
            job("Allotments Warden 12hrs", closes=CLOSES, employer="Harcote PC"),
            job(
                "Allotments warden, 12 hours a week",
                "b",
                closes=CLOSES,
                employer="Harcote Parish Council",
            ),
        ),
    ],
)
def test_one_vacancy_differently_abbreviated_is_one_story(mine, theirs):
    assert one(mine, theirs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            job("Learning mentor L2", closes=CLOSES, employer="Tarn Primary"),
            job("Learning mentor L3", "b", closes=CLOSES, employer="Tarn Primary"),
        ),
        (
            job("Lifeguard, Harcote", closes=CLOSES, employer="Go Swim"),
            job("Lifeguard", "b", closes=CLOSES, venue="Oxley Pools"),
        ),
        (
            job("Bus driver", closes=CLOSES, employer="Harcote Parish Council"),
            job("Bus driver", "b", closes=CLOSES, employer="Harcote Primary School"),
        ),
    ],
)
def test_another_level_place_or_employer_is_another_vacancy(mine, theirs):
    assert not one(mine, theirs)
