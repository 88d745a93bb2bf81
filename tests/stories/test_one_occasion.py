"""One occasion as two papers tell it, and what came of it."""

from datetime import timedelta

import pytest

from tests.stories.test_announced import SEVEN, news
from tests.stories.test_matching import one

LATER = SEVEN + timedelta(hours=9)

LORRY = news(
    "Lorry sheds turnips on Harcote bypass",
    "Police say that drivers waited four hours near the Oxley roundabout on Tuesday "
    "after a trailer overturned. Nobody was hurt.",
    published=SEVEN,
)
ROUNDABOUT = "Oxley roundabout blocked by turnips"
SHED = (
    "A lorry shed its load on the bypass at Harcote on Tuesday and the trailer "
    "overturned. Nobody was hurt, but drivers were stuck until dusk."
)


def told(title, summary, published=LATER, source="post"):
    return news(title, summary, published=published, source=source)


def test_a_thing_told_in_other_words_the_same_day_is_one_story():
    assert one(LORRY, told(ROUNDABOUT, SHED))


@pytest.mark.parametrize(
    "other",
    [
        # What came of it.
        told(
            "Man charged over turnips on Harcote bypass", f"{SHED} A man was charged."
        ),
        told("Harcote bypass turnips: petition for a crossing", f"Petition. {SHED}"),
    ],
)
def test_what_came_of_it_or_happened_elsewhere_is_another(other):
    assert not one(LORRY, other)


def test_two_streets_with_one_plan_are_two_matters():
    plan = (
        "permit parking is proposed for residents; comment by noon on 12 March at hall"
    )
    assert not one(
        told("Permits for Abbot Road", f"In Abbot Road {plan}", source="paper"),
        told("Say what you think of permits", f"For Castle Road {plan}, says council"),
    )
