"""Yes, no, other words, back again, and out: as forms without JavaScript."""

import html
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from aggregator.model.draft import State
from aggregator.model.facts import Kind, Status
from tests.builders import an_item


def text_of(page):
    """The words of a page, one space between them."""
    words = re.sub(r"<[^>]+>", " ", page)
    return " ".join(html.unescape(words).split())


def test_a_draft_shows_how_it_will_look_its_count_and_why_it_is_here(desk, visitor):
    desk.put(
        items=[
            an_item(),
            an_item(id="j", source="jobs", title="Storytime!", url="https://b.org/x"),
        ]
    )
    page = visitor().get("/").text
    shown = text_of(page)
    assert "Ambleford Libraries @AmblefordLibs" in shown
    assert "87 of 280" in shown
    assert "New event from What's on" in shown
    assert "Sat 28 Nov, 10:30am" in shown
    assert "Told by 2 sources" in shown
    assert "Jobs: Storytime!" in shown
    assert "event.j2" in shown
    assert 'href="https://b.org/x" rel="noopener noreferrer external"' in page


def test_approving_moves_it_to_approved_and_offers_to_undo(desk, visitor):
    number = desk.put()
    page = visitor().decide(number, "approve").text
    assert desk.draft(number).state is State.APPROVED
    assert desk.draft(number).decided_by == "Ada"
    assert "Approved: Storytime at Ambleford Library" in text_of(page)
    assert f"/drafts/{number}/undo" in page
    assert "All done" in page


def test_what_was_done_is_said_once(desk, visitor):
    editor = visitor()
    editor.decide(desk.put(), "approve")
    assert "banner--done" not in editor.get("/").text


def test_undo_brings_it_back(desk, visitor):
    number = desk.put()
    editor = visitor()
    for verb, fields in (("approve", {}), ("reject", {"reason": "wrong"})):
        editor.decide(number, verb, **fields)
        page = editor.decide(number, "undo").text
        assert desk.draft(number).state is State.WAITING
        assert "It waits for a decision again" in page


def test_other_words_are_said_to_be_kept_and_can_be_undone(desk, visitor):
    number = desk.put()
    first = desk.draft(number).text
    editor = visitor()
    page = editor.decide(number, "edit", text="Come and sing with us.", back="/")
    assert "Your text is kept:" in page.text
    assert "It waits for a decision." in page.text
    banner = BeautifulSoup(page.text, "lxml").select_one(".banner--done form")
    fields = {one["name"]: one["value"] for one in banner.select("input")}
    page = editor.client.post(banner["action"], data=fields, follow_redirects=True)
    assert "Your text is kept:" in page.text
    assert desk.draft(number).text == first


def test_what_was_kept_is_said_of_pictures_and_campaigns_too(desk, visitor):
    number = desk.put(image="https://example.org/photo.jpg")
    editor = visitor()
    page = editor.decide(number, "picture", alt="Children reading", back="/")
    assert "What you said of the picture is kept:" in page.text
    page = editor.decide(number, "campaign", campaign="", back="/")
    assert "The campaign is kept:" in page.text


def test_a_rejection_needs_a_reason_and_keeps_it(desk, visitor):
    number = desk.put()
    editor = visitor()
    for fields in ({}, {"reason": "made up"}, {"reason": "other", "words": " "}):
        answer = editor.decide(number, "reject", **fields)
        assert answer.status_code == 422
        assert "was not rejected" in answer.text
    assert desk.draft(number).state is State.WAITING
    editor.decide(number, "reject", reason="other", words="a  private  party")
    assert desk.draft(number).reason == "a private party"
    assert "a private party" in editor.get("/?state=rejected").text
    assert "a private party" in editor.get("/history").text


def test_an_edit_is_kept_beside_what_was_composed(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "edit", text="Come to Storytime! https://example.org/s1")
    assert desk.draft(number).text == "Come to Storytime! https://example.org/s1"
    page = text_of(editor.get(f"/drafts/{number}").text)
    assert "As it was composed Storytime at Ambleford Library" in page
    assert "Ada edited it" in page


def test_the_second_of_two_editors_sees_who_was_first_and_keeps_their_words(
    desk, visitor
):
    number = desk.put()
    ada, bob = visitor("Ada"), visitor("Bob")
    seen = desk.draft(number).revision
    ada.decide(number, "edit", text="Ada's words https://example.org/s1")
    answer = bob.decide(number, "edit", revision=seen, text="Bob's words")
    page = html.unescape(answer.text)
    assert answer.status_code == 409
    assert "Somebody was quicker" in page
    assert "Ada" in page
    assert "Bob's words" in page
    assert desk.draft(number).text.startswith("Ada's words")
    bob.decide(number, "edit", text="Bob's words")
    assert desk.draft(number).text == "Bob's words"


def test_words_typed_for_a_draft_that_was_approved_meanwhile_are_not_lost(
    desk, visitor
):
    number = desk.put()
    seen = desk.draft(number).revision
    visitor("Ada").decide(number, "approve")
    answer = visitor("Bob").decide(number, "edit", revision=seen, text="Bob writes")
    assert answer.status_code == 409
    assert "Bob writes" in answer.text
    assert "Ada" in answer.text


def test_a_double_click_approves_once(desk, visitor):
    number = desk.put()
    editor = visitor()
    seen = desk.draft(number).revision
    editor.decide(number, "approve", revision=seen)
    assert editor.decide(number, "approve", revision=seen).status_code == 409
    assert desk.draft(number).state is State.APPROVED


def test_a_check_that_stops_approval_takes_the_button_away(desk, visitor):
    number = desk.put(text="x" * 300)
    editor = visitor()
    page = editor.get("/").text
    assert "Stops approval:" in page
    assert f"/drafts/{number}/approve" not in page
    answer = editor.decide(number, "approve")
    assert answer.status_code == 422
    assert "cannot be approved yet" in answer.text


def test_out_by_hand_and_back_when_it_was_a_slip(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "approve")
    page = editor.get("/?state=approved").text
    assert "https://x.com/intent/post?text=Storytime%20at%20Ambleford" in page
    wrong = editor.decide(number, "posted", address="https://example.org/1")
    assert wrong.status_code == 422
    assert "not the address of a post on X" in wrong.text
    editor.decide(number, "posted", address="twitter.com/AmblefordLibs/status/42?s=20")
    assert desk.draft(number).state is State.PUBLISHED
    assert "https://x.com/AmblefordLibs/status/42" in editor.get("/?state=posted").text
    editor.decide(number, "not-posted")
    assert desk.draft(number).state is State.APPROVED


def test_a_form_without_its_revision_changes_nothing(desk, visitor):
    number = desk.put()
    for revision in ("", "x", "-1", "9" * 30):
        answer = visitor(f"Ada{revision}").decide(number, "approve", revision=revision)
        assert answer.status_code in {409, 422}
    assert desk.draft(number).state is State.WAITING


def test_a_hold_stops_approval_and_every_page_says_so(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.post("/hold", reason="Period of mourning")
    for path in ("/", "/sources", "/history", "/hold"):
        assert "Period of mourning" in editor.get(path).text
    answer = editor.decide(number, "approve")
    assert answer.status_code == 409
    assert "on hold" in answer.text
    editor.post("/hold/release")
    assert editor.decide(number, "approve").status_code == 200


def test_kinds_and_searches_narrow_the_list(desk, visitor):
    desk.put("Lego club")
    desk.put(
        "Library Assistant",
        items=[an_item(id="j", kind=Kind.JOB, title="Library Assistant", starts=None)],
    )
    editor = visitor()
    jobs = editor.get("/?kind=job").text
    assert "Library Assistant" in jobs
    assert "Lego club" not in jobs
    found = editor.get("/?q=lego").text
    assert "Lego club" in found
    assert "Library Assistant" not in found
    assert "Nothing matches" in editor.get("/?q=zebra").text


@pytest.mark.parametrize("state", ["waiting", "approved", "posted", "rejected", "?"])
def test_an_empty_list_helps(visitor, state):
    assert 'class="empty"' in visitor().get(f"/?state={state}").text


@pytest.mark.parametrize(
    "path",
    [
        *("/drafts/0", "/drafts/99", "/drafts/x", "/drafts/" + "9" * 40),
        *("/stories/none", "/nowhere", "/drafts/1/approve"),
    ],
)
def test_what_is_not_there_is_a_page_in_the_same_clothes(visitor, path):
    answer = visitor().get(path)
    assert answer.status_code in {404, 405}
    assert "There is nothing here" in answer.text
    assert "desk.css" in answer.text


def test_a_form_too_long_is_refused_before_it_is_read(desk, visitor):
    answer = visitor().decide(desk.put(), "edit", text="x" * 100_000)
    assert answer.status_code == 413
    assert "too long" in answer.text


def test_hostile_words_stay_words_on_every_page(desk, visitor):
    bad = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    number = desk.put(
        bad,
        text=bad,
        image_alt=bad,
        items=[
            an_item(title=bad, venue=bad, summary=bad, url="https://example.org/a"),
            an_item(id="2", source=bad, title=bad, url="javascript:alert(1)"),
        ],
    )
    editor = visitor(bad)
    editor.decide(number, "edit", text=bad + " more")
    for path in ("/", f"/drafts/{number}", "/stories/s1", "/history", "/account"):
        page = editor.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
    assert "<script" not in editor.get("/", params={"q": bad}).text.split("<main")[1]


def test_the_sources_page_says_what_is_wrong_in_plain_words(desk, visitor):
    shown = text_of(visitor().get("/sources").text)
    assert "1 of 2 sources needs somebody to look" in shown
    assert "Cannot be read since Mon 23 Nov, 9am" in shown
    assert "jobs sends an error page; ask its owner" in shown
    assert "12 entries" in shown


def test_the_story_page_says_who_differs_and_why_they_are_one(desk, visitor):
    desk.put(
        items=[
            an_item(venue="Ambleford Library"),
            an_item(id="j", source="jobs", venue="Ambleford Hall"),
        ]
    )
    shown = text_of(visitor().get("/stories/s1").text)
    assert "Where the sources differ Venue" in shown
    assert "Jobs: Ambleford Hall" in shown
    assert "It has the same title and date" in shown


def test_the_story_page_says_who_calls_it_sold_out_and_who_another_time(desk, visitor):
    at = desk.clock() + timedelta(days=5)
    later = at + timedelta(minutes=30)
    desk.put(
        items=[
            an_item(starts=at, status=Status.SOLD_OUT),
            an_item(id="j", source="jobs", starts=later),
        ]
    )
    shown = text_of(visitor().get("/stories/s1").text)
    assert "What's on: Sold out Jobs: As planned" in shown
    assert "What's on: Sat 28 Nov, 9am Jobs: Sat 28 Nov, 9:30am" in shown


def test_the_count_is_the_networks_own(visitor):
    answer = visitor().post(
        "/count", network="x", text="Hi https://example.org/" + "x" * 90
    )
    assert "26 of 280" in text_of(answer.text)


def test_what_a_check_found_is_put_right_by_one_button_and_written_down(desk, visitor):
    wrong = "Storytime, Fri 28 Nov, 10:30am. https://example.org/s1"
    number = desk.put(text=wrong)
    editor = visitor()
    page = editor.get("/")
    assert "Put right: write “Sat 28 Nov”" in text_of(page.text)
    assert "Put right: write “Sat 28 Nov”" in text_of(
        editor.get(f"/drafts/{number}").text
    )
    page = editor.decide(number, "put-right", rule="weekday")
    assert page.status_code == 200
    assert desk.draft(number).text == wrong.replace("Fri", "Sat")
    assert "Put right: write" not in text_of(page.text)
    assert "Put right: Storytime" in text_of(page.text)
    history = text_of(editor.get("/history").text)
    assert "Ada put right what a check found in draft 1" in history
    assert wrong in history


def test_nothing_is_put_right_twice_or_over_somebody_elses_words(desk, visitor):
    number = desk.put(text="Storytime, Fri 28 Nov. https://example.org/s1")
    editor = visitor()
    unknown = editor.decide(number, "put-right", rule="no-such-rule")
    assert unknown.status_code == 422
    assert "nothing left to put right" in unknown.text
    editor.decide(number, "edit", text="My words, Fri 28 Nov https://example.org/s1")
    late = editor.decide(number, "put-right", rule="weekday", revision=1)
    assert late.status_code == 409
    assert desk.draft(number).text.startswith("My words, Fri")
