"""Notices and news told in other words: what they have in common, and what must not be.

Names, days and sums bring them together; two councils, two streets, two matters of one
day stay apart.
"""

import pytest

from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.stories.group import group
from aggregator.stories.keys import keys
from aggregator.stories.match import compare
from aggregator.stories.particulars import particulars, proper
from tests.builders import NOW

HERE = "https://www.penfold.gov.example/"
THERE = "https://www.marwood.gov.example/"


def notice(title, summary, url=None, source="council", kind=Kind.NEWS, **facts):
    return Item(
        id=f"{source} {title}",
        source=source,
        kind=kind,
        title=title,
        summary=summary,
        url=url,
        **facts,
    )


def together(one, other):
    first, second = (placed.story for _, placed in group([one, other], NOW))
    assert (compare(one, other).same is True) is (first == second)
    return first == second


CLOSURE = notice(
    "Temporary road closure: Mill Lane",
    "Mill Lane will be closed by the bridge from Monday 8 to Friday 12 March while "
    "Cadent replaces a gas main. Traffic goes by way of Hartwell.",
)
RETOLD = [
    (
        CLOSURE,
        notice(
            "Mill Lane closed 8-12 March",
            "The parish has been told that Cadent is to replace the gas main, and that "
            "traffic will come through Hartwell.",
            source="parish",
        ),
    ),
    (
        notice(
            "27/00132/FUL - Land off Beech Road",
            "Erection of 42 dwellings with access and landscaping.",
        ),
        notice(
            "Plans for 42 homes",
            "An application (27/00132/FUL) is before the council.",
            source="parish",
        ),
    ),
    (
        notice(
            "Ymgynghoriad ar y gyllideb yn agor",
            "Mae gan drigolion tan 8 Chwefror, gyda bwlch o £6.2 miliwn i'w gau.",
            "https://www.cyngorglan.example/newyddion/cyllideb",
            language="cy",
        ),
        notice(
            "Budget consultation opens",
            "Residents have until 8 February, with a gap of £6.2 million to close.",
            "https://www.cyngorglan.example/en/news/budget",
            source="english",
        ),
    ),
    (
        notice(
            "The Copper Kettle",
            "A tea room.",
            kind=Kind.BUSINESS,
            address="12 Sheep St",
        ),
        notice(
            "New tea room opens",
            "Two sisters have opened the Copper Kettle in the old bakery.",
            source="paper",
            kind=Kind.BUSINESS,
            address="12 Sheep Street",
        ),
    ),
]
APART = [
    (
        notice("No bin collections today", "It is too icy in Penfold.", HERE),
        notice("No bin collections today", "It is too icy.", THERE + "news", "other"),
    ),
    (
        notice(
            "Christmas collection changes",
            "Bins due on Friday 25 December will be emptied on Monday. Penfold "
            "residents can look up their days.",
            HERE + "bins",
        ),
        notice(
            "Christmas collection changes",
            "Bins due on Friday 25 December will be emptied on Saturday. Marwood "
            "residents will get a leaflet.",
            THERE + "bins",
            "other",
        ),
    ),
    (
        CLOSURE,
        notice(
            "Temporary road closure: Church Lane",
            "Church Lane will be closed by the school from Monday 8 to Friday 12 March "
            "while Cadent replaces a gas main. Traffic goes by way of Hartwell.",
            source="parish",
        ),
    ),
    (
        CLOSURE,
        notice(
            "Temporary road closure: Mill Lane",
            "Mill Lane will be closed by the bridge on 21 April while Cadent mends a "
            "gas main. Traffic goes by way of Hartwell.",
            source="parish",
        ),
    ),
    (
        notice(
            "Have your say on the Local Plan",
            "The consultation of Eastmere Council runs from 11 January to 22 February.",
        ),
        notice(
            "Have your say on the Parking Strategy",
            "Eastmere Council asks how to park, from 11 January to 22 February.",
            source="parish",
        ),
    ),
    (
        notice(
            "Libraries closed over Easter",
            "All libraries in Penfold are closed from Good Friday 2 April to 5 April.",
        ),
        notice(
            "Bin days over Easter",
            "No bins in Penfold are emptied from Good Friday 2 April to 5 April.",
            source="parish",
        ),
    ),
    (
        notice("Fees rise by £38", "Oakshire set its budget for 4 April."),
        notice("Fees rise by £44", "Oakshire set its budget for 4 April.", source="b"),
    ),
    (
        notice(
            "Swim for £1 this half-term",
            "For children under 16, in any public session.",
            kind=Kind.EVENT,
            starts=NOW.date(),
            venue="Aldham Leisure Centre",
        ),
        notice(
            "Half-term swim crash course",
            "Five lessons a week, £32.50.",
            source="hub",
            kind=Kind.EVENT,
            starts=NOW.date(),
            venue="Aldham Leisure Centre",
        ),
    ),
    (
        notice("27/00132/FUL - Beech Road", "An extension at Norley."),
        notice("27/00133/FUL - Beech Road", "An extension at Norley.", source="b"),
    ),
]


@pytest.mark.parametrize(("one", "other"), RETOLD)
def test_what_has_names_and_a_day_or_a_sum_in_common_is_one_thing(one, other):
    assert together(one, other)
    assert together(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_the_same_sort_of_notice_about_another_matter_is_another_thing(one, other):
    assert not together(one, other)
    assert not together(other, one)


def test_what_is_to_be_done_by_a_day_is_one_thing_for_weeks():
    told = {
        "summary": "Fordshire's parents may apply until 15 January, for children born "
        "from 1 September 2022."
    }
    early = notice("Apply for a school place", **told, published=NOW)
    late = notice(
        "School place deadline: apply now",
        "There is a week left in Fordshire for those with children born after 1 "
        "September 2022: 15 January is the end.",
        source="paper",
        published=NOW.replace(day=9, month=12),
    )
    assert together(early, late)


def test_particulars_are_read_however_they_are_written():
    told = notice("Town's £3 million plan", "Hartwell's Mayor spoke on 1af o Fawrth.")
    known = particulars(told)
    assert known.sums == {"£3m"}
    assert known.days == {"1mar"}
    assert {"hartwell", "mayor"} <= proper(told)


def test_a_notice_without_particulars_has_no_keys_for_them():
    assert len(keys(notice("Parking", "Some words about parking."))) <= 1
