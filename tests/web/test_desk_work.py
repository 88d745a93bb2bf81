"""Handing in, putting aside, several at once, and passwords that are guessed."""

from aggregator.model.council import Role
from aggregator.model.draft import State
from tests.web.conftest import PASSWORD


def test_a_colleague_hands_in_is_asked_and_answers(desk, visitor):
    cleo, ada = visitor("Cleo", Role.CONTRIBUTOR), visitor("Ada")
    text = "The jigsaw library opens at Burley on 1 December."
    page = cleo.post("/submit", text=text, kind="news", at="")
    assert "Handed in. Thank you." in page.text
    number = 1
    assert "Handed in by Cleo" in ada.get("/").text
    page = ada.decide(number, "ask", comment="Which room?")
    assert "It is with Cleo" in page.text
    assert "An editor asks you something" in cleo.get("/submit").text
    assert "Ada asks:</strong> Which room?" in cleo.get(f"/drafts/{number}").text
    page = cleo.decide(number, "change", text=text + " In the big room.")
    assert "Your text is kept:" in page.text
    assert "Undo" not in page.text
    assert desk.draft(number).text.endswith("In the big room.")
    assert desk.draft(number).asked_at is None


def test_a_question_is_taken_back(desk, visitor):
    cleo, ada = visitor("Cleo", Role.CONTRIBUTOR), visitor("Ada")
    cleo.post("/submit", text="The roof is mended.", kind="news", at="")
    page = ada.decide(1, "ask", comment="Since when?", back="/")
    assert 'action="/drafts/1/snooze"' in page.text
    assert 'id="draft-1"' not in page.text
    page = ada.decide(1, "snooze", until="now", back="/")
    assert "Taken up again:" in page.text
    assert 'id="draft-1"' in page.text


def test_what_was_typed_stays_in_a_form_that_is_refused(desk, visitor):
    cleo = visitor("Cleo", Role.CONTRIBUTOR)
    page = cleo.post("/submit", text="My words", kind="event", at="2020-01-01T10:00")
    assert page.status_code == 422
    assert "My words" in page.text
    assert "past" in page.text


def test_a_draft_put_aside_leaves_the_queue_says_until_when_and_can_be_taken_back(
    desk, visitor
):
    number = desk.put()
    ada = visitor()
    page = ada.decide(number, "snooze", until="tomorrow", back="/")
    assert "It is back tomorrow, 7am" in page.text
    assert f'id="draft-{number}"' not in page.text
    assert f'id="draft-{number}"' in ada.get("/?state=aside").text
    page = ada.decide(number, "snooze", until="now", back="/")
    assert f'id="draft-{number}"' in page.text


def test_several_at_once_and_one_that_somebody_changed_stops_none_of_the_others(
    desk, visitor
):
    numbers = [desk.put(f"Storytime {n}") for n in range(3)]
    ada, bob = visitor("Ada"), visitor("Bob")
    bob.decide(
        numbers[1], "edit", text="Bob's words, Sat 28 Nov. https://example.org/s2"
    )
    picks = {f"pick-{number}": "1" for number in numbers}
    page = ada.post("/bulk", verb="approve", **picks)
    assert "2 approved" in page.text
    assert "Bob changed draft" in page.text
    states = [desk.draft(number).state for number in numbers]
    assert states == [State.APPROVED, State.WAITING, State.APPROVED]


def test_a_comment_typed_in_a_session_that_ended_is_shown_again(desk, visitor):
    number = desk.put()
    ada = visitor()
    token = ada.token()
    desk.clock.move(days=15)
    page = ada.post(f"/drafts/{number}/comment", csrf=token, comment="Which room?")
    assert page.status_code == 403
    assert "Which room?" in page.text


def test_a_book_is_no_draft(desk, visitor):
    number = desk.put()
    page = visitor().decide(number, "edit", text="a" * 50_000)
    assert page.status_code == 422
    assert "shorten it to 3,500 characters" in page.text


def test_whoever_guesses_passwords_is_stopped_and_a_link_still_lets_in(desk, visitor):
    guesser = visitor(role=None)
    person = desk.person("Ada")
    for _ in range(10):
        answer = guesser.post("/sign-in", name="Ada", password="wrong guess here")
        assert answer.status_code == 422
    answer = guesser.post("/sign-in", name="ada", password=PASSWORD)
    assert answer.status_code == 429
    assert "quarter of an hour" in answer.text
    answer = guesser.post("/sign-in", name="Bob", password="wrong guess here")
    assert answer.status_code == 422
    link = desk.link(person)
    answer = guesser.client.post(link, data={"csrf": guesser.token(link)})
    assert answer.status_code == 303
    desk.clock.move(minutes=16)
    answer = visitor(role=None).post("/sign-in", name="Ada", password="wrong")
    assert answer.status_code == 422


def test_a_used_link_says_so_and_has_no_button_for_it(desk, visitor):
    link = desk.link(desk.person("Ada"))
    first = visitor(role=None)
    first.client.post(link, data={"csrf": first.token(link)})
    page = visitor(role=None).get(link)
    assert page.status_code == 410
    assert "used already" in page.text
    assert "This link lets you in once" not in page.text
