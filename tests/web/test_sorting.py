from datetime import timedelta

from aggregator.model.council import Role
from tests.builders import an_item

ITEMS = (
    an_item(id="s1-1"),
    an_item(id="s1-2", source="jobs", title="Storytime for under fives"),
)


def test_an_editor_splits_a_story_and_puts_it_together_again(desk, visitor):
    desk.put(items=ITEMS)
    ada = visitor()
    page = ada.get("/stories/s1").text
    assert "The ticked ones are another thing" in page
    answer = ada.post("/stories/s1/split", **{"item:s1-2": "on"})
    assert answer.status_code == 200
    other = answer.url.path.rpartition("/")[2]
    assert other != "s1"
    assert "Storytime for under fives" in answer.text

    again = ada.post("/stories/s1/merge", other=other)
    assert "Storytime for under fives" in again.text
    assert "split off" in again.text
    assert "merged in" in again.text
    assert "merged in" in ada.get("/history").text
    assert ada.get(f"/stories/{other}").status_code == 404


def test_nothing_ticked_is_said_so(desk, visitor):
    desk.put(items=ITEMS)
    ada = visitor()
    assert "choose some" in ada.post("/stories/s1/split").text
    assert "choose one" in ada.post("/stories/s1/merge", other=" ").text


def test_a_contributor_is_not_offered_what_they_may_not(desk, visitor):
    desk.put(items=ITEMS)
    bob = visitor("Bob", Role.CONTRIBUTOR)
    assert "The ticked ones" not in bob.get("/stories/s1").text
    assert bob.post("/stories/s1/split", **{"item:s1-2": "on"}).status_code == 403


def test_a_series_leads_to_the_page_of_its_next_date_and_stands_in_order(desk, visitor):
    first = an_item(id="s1-1", url="https://town.example/first")
    later = an_item(
        id="s1-0",
        url="https://town.example/later",
        starts=first.starts + timedelta(days=7),
        summary="Stories, songs and rhymes for the youngest, with a craft after it.",
    )
    desk.put(items=(later, first), dates=(first.starts, later.starts))
    page = visitor().get("/stories/s1").text
    believed, _, told = page.partition("Who tells it")
    assert "https://town.example/first" in believed
    assert "https://town.example/later" not in believed
    assert told.index("town.example/first") < told.index("town.example/later")


def test_the_first_to_tell_a_thing_is_said_to_be_that(desk, visitor):
    desk.put(items=ITEMS)
    page = visitor().get("/stories/s1").text
    assert "It was the first to tell it" in page
    assert "nothing like it is known" not in page
