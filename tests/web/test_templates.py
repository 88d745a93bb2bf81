"""Templates are read, tried and changed in the browser; nothing typed is lost."""

from pathlib import Path

import pytest

from aggregator.config.template_files import packaged, template_file
from aggregator.run.live import Live

NEW = "--- warm\nHello {{ story.title|sentence|heading }}\n{{ link }}\n"


def mark_of(page):
    return page.text.partition('name="mark" value="')[2].partition('"')[0]


def folder(desk):
    return Path(desk.parts.configuration.directory)


def test_every_template_is_listed_with_what_it_is_for(desk, visitor):
    page = visitor().get("/templates")
    assert "A change to what was posted" in page.text
    assert "An event, in Welsh" in page.text
    assert page.text.count("as it came") >= 20


def test_a_template_shows_what_it_says_of_a_real_story(desk, visitor):
    desk.put(title="Dinosaur storytime")
    page = visitor().get("/templates/event.j2")
    assert "Dinosaur storytime" in page.text
    assert "This story gets this one." in page.text
    assert "Sat 28 Nov, 10:30am" in page.text


def test_a_change_is_kept_used_and_written_down_and_the_old_text_stays(desk, visitor):
    desk.put()
    editor, live = visitor(), Live(desk.parts)
    mark = mark_of(editor.get("/templates/event.j2"))
    answer = editor.post("/templates/event.j2", text=NEW, mark=mark)
    assert "Kept." in answer.text
    assert template_file(folder(desk), "event.j2").text == NEW
    (variant,) = live.parts().templates.files["event.j2"]
    assert variant.tones == {"warm"}
    before = list((folder(desk) / "data" / "templates-before").glob("event-*.j2"))
    assert [one.read_text() for one in before] == [packaged("event.j2")]
    assert "templates/event.j2" in editor.get("/history").text


def test_a_faulty_template_is_not_written_and_what_was_typed_is_kept(desk, visitor):
    desk.put()
    editor = visitor()
    mark = mark_of(editor.get("/templates/event.j2"))
    typed = "--- warm\n{{ story.titel }}\n{{ link }}\n"
    answer = editor.post("/templates/event.j2", text=typed, mark=mark)
    assert answer.status_code == 422
    assert "Line 2: a story has no fact titel; write title" in answer.text
    assert "{{ story.titel }}" in answer.text
    assert template_file(folder(desk), "event.j2").is_ours


def test_the_second_of_two_who_change_it_sees_the_first(desk, visitor):
    editor, other = visitor(), visitor("Ben")
    mark = mark_of(editor.get("/templates/news.j2"))
    editor.post("/templates/news.j2", text=NEW, mark=mark)
    answer = other.post(
        "/templates/news.j2", text=NEW.replace("Hello", "Good day"), mark=mark
    )
    assert answer.status_code == 409
    assert "Good day" in answer.text
    assert "Hello" in answer.text
    again = other.post(
        "/templates/news.j2",
        text=NEW.replace("Hello", "Good day"),
        mark=mark_of(answer),
    )
    assert "Kept." in again.text


def test_ours_can_be_put_back(desk, visitor):
    editor = visitor()
    mark = mark_of(editor.get("/templates/job.j2"))
    editor.post("/templates/job.j2", text=NEW, mark=mark)
    page = editor.get("/templates/job.j2")
    editor.post("/templates/job.j2/put-back", mark=mark_of(page))
    assert template_file(folder(desk), "job.j2").is_ours


@pytest.mark.parametrize("name", ["../sources.toml", "nothing.j2", ".j2", "%2e%2e"])
def test_only_what_is_a_template_can_be_opened(visitor, name):
    assert visitor().get(f"/templates/{name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("cancellation.j2", "Cancelled: Storytime"),
        ("postponement.j2", "Postponed: Storytime"),
        ("change.j2", "Change of date: Storytime"),
        ("reminder.j2", "Storytime"),
        ("event.cy.j2", "Rhag"),
        ("live.j2", "Happening now"),
        ("campaign.j2", "Storytime"),
    ],
)
def test_each_occasion_is_tried_as_if_it_were_there(desk, visitor, name, says):
    desk.clock.move(days=5)
    desk.put()
    page = visitor().get(f"/templates/{name}")
    assert says in page.text


def test_the_preview_is_of_what_is_typed_and_writes_nothing(desk, visitor):
    desk.put()
    editor = visitor()
    seen = editor.post("/templates/event.j2/preview", text=NEW, story="s1")
    assert "Hello Storytime at Ambleford Library." in seen.text
    assert template_file(folder(desk), "event.j2").is_ours
    faulty = editor.post("/templates/event.j2/preview", text="{{ stroy }}", story="s1")
    assert "there is nothing called stroy" in faulty.text


def test_a_file_changed_by_hand_in_the_same_moment_is_not_overwritten(desk, visitor):
    editor = visitor()
    mark = mark_of(editor.get("/templates/share.j2"))
    own = folder(desk) / "templates"
    own.mkdir(exist_ok=True)
    (own / "share.j2").write_text("--- warm\nBy hand {{ link }}\n", "utf-8")
    answer = editor.post("/templates/share.j2", text=NEW, mark=mark)
    assert answer.status_code == 409
    assert "By hand" in (own / "share.j2").read_text("utf-8")
