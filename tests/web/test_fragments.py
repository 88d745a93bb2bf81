from datetime import timedelta

from aggregator.web.fragments import Fragments
from tests.web.conftest import CSRF


def test_a_piece_is_written_once_for_what_it_is_made_from():
    kept, written = Fragments(most=2), []

    def write(words):
        written.append(words)
        return f"<p>{words} {kept.token}</p>"

    def asked(words):
        return kept("mine", words, caller=lambda: write(words))

    assert asked("a") == asked("a") == "<p>a mine</p>"
    assert kept("yours", "a", caller=lambda: write("a")) == "<p>a yours</p>"
    assert written == ["a"]
    asked("b")
    asked("c")
    asked("a")
    assert written == ["a", "b", "c", "a"]


def test_a_card_shows_at_once_what_changed_about_it(desk, visitor):
    number = desk.put()
    ada, ben = visitor(), visitor("Ben")
    assert "Sat 28 Nov, 10:30am" in ada.get("/").text
    ben.decide(number, "edit", text="Come on <Saturday>. https://example.org/s1")
    page = ada.get("/").text
    assert "Come on &lt;Saturday&gt;." in page
    assert "Sat 28 Nov, 10:30am. https" not in page
    desk.clock.move(minutes=45)
    assert "45 minutes ago" in ada.get("/").text


def test_each_person_has_their_own_token_in_the_forms_of_a_card(desk, visitor):
    number = desk.put()
    ada, ben = visitor(), visitor("Ben")
    pages = [one.get("/").text for one in (ada, ben)]
    tokens = [set(CSRF.findall(page)) for page in pages]
    assert not tokens[0] & tokens[1]
    card = pages[1].split(f'id="draft-{number}"')[1]
    form = {"csrf": CSRF.search(card)[1], "revision": "1", "back": "/"}
    done = ben.client.post(f"/drafts/{number}/approve", data=form)
    assert done.status_code == 303
    assert "token-" not in pages[0]


def test_a_draft_that_is_too_late_says_so_without_being_changed(desk, visitor):
    soon = desk.clock() + timedelta(minutes=30)
    desk.put(useful_until=soon)
    ada = visitor()
    assert "Useful until today" in ada.get("/").text
    desk.clock.move(minutes=31)
    assert "Too late" in ada.get("/").text
