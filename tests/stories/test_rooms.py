"""One thing whose place one source tells by its room, and another by its building."""

from datetime import UTC, datetime, timedelta

import pytest

from aggregator.stories.places import Place, same_place
from tests.stories.test_matching import event, one

SEVEN = datetime(2027, 3, 4, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("room", "building"),
    [
        ("Main hall", "Oxley Library"),
        ("Studio 3", "The Maltings, Kiln Road"),
        ("The Annexe", "Penfold Arts Centre"),
        ("Lecture theatre", "Ormsby Museum"),
        ("Meeting Room 2", "Harcote Leisure Centre"),
    ],
)
def test_a_room_contradicts_no_building(room, building):
    mine, theirs = event("Lampwork evening", venue=room), event("b", venue=building)
    assert same_place(mine, theirs) is Place.UNKNOWN


@pytest.mark.parametrize(
    ("venue", "other"),
    [
        ("The Gallery", "Oxley Library"),
        ("Village Hall", "St Anne's Church"),
        ("Online, main hall", "Oxley Library"),
        ("Tarn College, Mill campus", "Tarn College, Lake campus"),
        ("Fell Library", "Fell Theatre"),
    ],
)
def test_another_building_still_contradicts(venue, other):
    mine, theirs = event("Lampwork evening", venue=venue), event("b", venue=other)
    assert same_place(mine, theirs) is Place.DIFFERENT


@pytest.mark.parametrize(
    ("venue", "other"),
    [
        ("Market Sq, Harcote", "Market Square, Harcote"),
        ("Elmet sports centre", "Elmet Leisure Centre"),
        ("Friends' Meeting House", "Quaker Meeting House"),
        ("Sgwâr y Farchnad, Ruthin", "Market Square, Ruthin"),
        ("Lake campus", "Tarn College, Lake campus"),
    ],
)
def test_two_words_for_one_place_are_one(venue, other):
    mine, theirs = event("Lampwork evening", venue=venue), event("b", venue=other)
    assert same_place(mine, theirs) is Place.SAME


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            event("Bike fixers", starts=SEVEN, venue="workshop"),
            event("Bike Fixers", "b", starts=SEVEN, venue="The Old Depot Centre"),
        ),
        (
            event("Brindle Quartet", starts=SEVEN, venue="Main Hall"),
            event(
                "Spring jazz: Brindle Quartet", "b", starts=SEVEN, venue="The Maltings"
            ),
        ),
        (
            event("Ratatat tots (18 months - 3)", starts=SEVEN, venue="studio 2"),
            event("Ratatat Tots 18m-3yrs", "b", starts=SEVEN, venue="Maltings Centre"),
        ),
        (
            event(
                "Hives of old Harcote: an evening of honey, wax and smoke",
                starts=SEVEN,
                summary="",
            ),
            event(
                "Meet the keepers",
                "b",
                starts=SEVEN,
                summary="Honey, wax and smoke: hives of long ago.",
            ),
        ),
        (
            event("Gorymdaith Dydd Gŵyl Dewi", starts=SEVEN, venue="Stryd Fawr"),
            event("St David's Day parade", "b", starts=SEVEN, venue="Stryd Fawr"),
        ),
        (
            event("Cobnut fair", starts=SEVEN, venue="Harcote town centre"),
            event(
                "Harcote Cobnut Fair",
                "b",
                starts=SEVEN,
                venue="High Street & Market Sq",
            ),
        ),
    ],
)
def test_one_name_at_one_minute_is_one_story(mine, theirs):
    assert one(mine, theirs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        # Another language, one text.
        (
            event("French beginners part 2", starts=SEVEN, summary="Ten Mondays. " * 6),
            event(
                "German beginners part 2",
                "b",
                starts=SEVEN,
                summary="Ten Mondays. " * 6,
            ),
        ),
        # Another speaker of the same series.
        (
            event(
                "The hidden world of moths: a talk by Ann Lee",
                starts=SEVEN,
                summary=None,
            ),
            event(
                "The hidden world of newts: a talk by Jo Lee",
                "b",
                starts=SEVEN,
                summary=None,
            ),
        ),
        # A usual session that any hall may have.
        (
            event("Baby bounce", starts=SEVEN, venue="Studio 1"),
            event("Baby yoga", "b", starts=SEVEN, venue="The Maltings"),
        ),
        # The other ground of a college, a week later.
        (
            event("College open day", starts=SEVEN, venue="Tarn College, Mill campus"),
            event(
                "College open day",
                starts=SEVEN + timedelta(days=7),
                venue="Tarn College, Lake campus",
            ),
        ),
    ],
)
def test_what_differs_in_its_subject_or_ground_is_two(mine, theirs):
    assert not one(mine, theirs)
