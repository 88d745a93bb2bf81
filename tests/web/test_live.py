"""An evening on the page Live: prepared lines, one tap, several reporters."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from aggregator.desk import holds
from aggregator.model.council import Role
from aggregator.model.delivery import Cause, DeliveryState
from aggregator.model.draft import State
from aggregator.store import audit, deliveries, drafts, evenings, ledger

LIVE = """
[[live]]
id = "awards"
name = "Reading Awards"
hashtag = "AmblefordReads"
starts = 2026-11-23T08:00:00
ends = 2026-11-23T22:00:00
allowed = ["editor", "Cleo"]

[[live.line]]
id = "winner"
text = "Young Reader of the Year is {winner}."
[[live.line]]
id = "book"
text = "The book of the year: {title}."
embargo = 2026-11-23T20:15:00
[[live.line]]
id = "thanks"
text = "Thank you all for coming."

[[live]]
id = "fair"
name = "Book Fair"
starts = 2026-11-20T18:00:00
ends = 2026-11-20T22:00:00
"""


@pytest.fixture
def evening(desk):
    file = Path(desk.parts.configuration.directory) / "sources.toml"
    file.write_text(file.read_text("utf-8") + LIVE, "utf-8")
    return desk


@pytest.fixture
def cleo(evening, visitor):
    return visitor("Cleo", Role.CONTRIBUTOR)


def use(who, line="winner", verb="use", **blanks):
    fields = {f"blank-{name}": text for name, text in blanks.items()}
    return who.post("/live/awards", cue=line, verb=verb, **fields)


def send(who, line="winner", **blanks):
    return use(who, line, "send", **blanks)


def key(who):
    return re.search(r'name="cue" value="(\+[0-9a-f]+)"', who.get("/live").text)[1]


def promised(desk, number):
    with desk.parts.database.reading() as connection:
        return deliveries.for_draft(connection, number)


def test_a_line_is_filled_by_a_contributor_and_waits_for_an_editor(evening, visitor):
    dan = visitor("Dan", Role.CONTRIBUTOR)
    page = dan.get("/live").text
    assert "Young Reader" in page
    assert "Send now" not in page
    use(dan, winner="Samira Khan")
    draft = evening.draft(1)
    assert draft.text == "Young Reader of the Year is Samira Khan.\n#AmblefordReads"
    assert (draft.state, draft.brought_by) == ("waiting", "Dan")


def test_whoever_is_named_sends_with_one_tap_by_the_same_ledger(evening, cleo):
    sent = send(cleo, winner="Samira Khan")
    assert "Approved by" in sent.text
    draft = evening.draft(1)
    assert (draft.state, draft.decided_by) == (State.APPROVED, "Cleo")
    (delivery,) = promised(evening, 1)
    assert (delivery.state, delivery.due) == (DeliveryState.READY, None)
    with evening.parts.database.reading() as connection:
        lines = audit.read(connection, subject="draft 1", limit=9)
    assert [(one.who, one.what) for one in lines] == [
        ("Cleo", "approved"),
        ("Cleo", "submit"),
    ]


def test_whoever_is_not_named_cannot_send(evening, visitor):
    refused = send(visitor("Dan", Role.CONTRIBUTOR), winner="Samira")
    assert refused.status_code == 422
    assert "Dan may hand in for Reading Awards, and not send now" in refused.text
    assert 'value="Samira"' in refused.text


def test_a_double_tap_sends_once(evening, cleo):
    for _ in range(2):
        assert send(cleo, winner="Samira Khan").status_code == 200
    form = {"cue": key(cleo), "verb": "send", "text": "The hall is full!"}
    for _ in range(2):
        assert cleo.post("/live/awards", **form).status_code == 200
    assert [len(promised(evening, number)) for number in (1, 2, 3)] == [1, 1, 0]


def test_taps_that_arrive_together_send_once(evening, cleo):
    form = {"cue": key(cleo), "verb": "send", "text": "The hall is full!"}
    form["csrf"] = cleo.token()
    cookies = dict(cleo.client.cookies)

    def tap(_):
        return httpx.post(
            f"{evening.base}/live/awards", data=form, cookies=cookies, timeout=60
        )

    with ThreadPoolExecutor(6) as together:
        answers = list(together.map(tap, range(6)))
    assert {one.status_code for one in answers} == {303}
    with evening.parts.database.reading() as connection:
        assert len(evenings.of(connection, "awards")) == 1
        assert len(deliveries.for_draft(connection, 1)) == 1


def test_what_a_colleague_handed_in_is_sent_by_one_who_may(evening, cleo, visitor):
    use(visitor("Dan", Role.CONTRIBUTOR), winner="Samira")
    assert "Handed in by <strong>Dan" in cleo.get("/live").text
    use(cleo, verb="release")
    draft = evening.draft(1)
    assert (draft.state, draft.brought_by, draft.decided_by) == (
        State.APPROVED,
        "Dan",
        "Cleo",
    )
    assert "written by Dan" in cleo.get("/live").text
    # The program puts it out, and it was Cleo who sent it.
    (one,) = promised(evening, 1)
    with evening.parts.database.transaction() as connection:
        draft = evening.draft(1)
        drafts.move(
            connection,
            1,
            revision=draft.revision,
            to=State.PUBLISHED,
            by=audit.PROGRAM,
            reason=None,
            now=evening.clock(),
        )
        deliveries.publish(
            connection, one.id, address=None, by=audit.PROGRAM, now=evening.clock()
        )
    assert "Sent by <strong>Cleo</strong>" in cleo.get("/live").text


def test_a_second_reporter_is_told_who_used_the_line(evening, cleo, visitor):
    use(cleo, winner="Samira Khan")
    again = use(visitor("Ada"), winner="Samira")
    assert again.status_code == 422
    assert "Cleo has used this line already" in again.text


def test_a_rejected_line_may_be_used_again(evening, visitor):
    editor = visitor()
    use(editor, winner="Samria")
    editor.decide(1, "reject", reason="wrong")
    use(editor, winner="Samira")
    assert "Samira" in evening.draft(2).text


@pytest.mark.parametrize("verb", ["use", "send", "release"])
def test_an_embargoed_line_is_refused_until_its_time(evening, visitor, verb):
    early = use(visitor(), line="book", verb=verb, title="Emma")
    assert early.status_code == 422
    assert "under embargo" in early.text


@pytest.mark.parametrize("typed", ["", "   "])
@pytest.mark.parametrize("verb", ["use", "send"])
def test_an_empty_blank_is_refused(evening, visitor, typed, verb):
    refused = use(visitor(), winner=typed, verb=verb)
    assert refused.status_code == 422
    assert "is empty" in refused.text


def test_what_was_typed_cannot_begin_another_post_or_a_tag(evening, visitor):
    use(visitor(), winner="A\n---\n<b>B</b>")
    assert "\n---\n" not in evening.draft(1).text


def test_a_hold_stops_the_tap_with_a_sentence(evening, visitor):
    ada = visitor()
    person = evening.person("Eve")
    holds.hold(evening.parts.database, person, "mourning", evening.clock())
    refused = send(ada, winner="Samira")
    assert refused.status_code == 422
    assert "Eve put everything on hold: mourning" in refused.text
    assert 'value="Samira"' in refused.text


def test_a_blocking_check_stops_the_tap_and_nothing_is_left_behind(evening, visitor):
    ada = visitor()
    form = {"cue": key(ada), "verb": "send", "text": "word " * 80}
    refused = ada.post("/live/awards", **form)
    assert refused.status_code == 422
    assert "cannot be approved yet" in refused.text
    assert "word word" in refused.text
    assert "Nothing yet" in ada.get("/live").text


def test_before_an_election_a_candidate_stops_the_tap(evening, cleo):
    file = Path(evening.parts.configuration.directory) / "sources.toml"
    period = """
[[checks.pre_election]]
starts = 2026-11-01
until = 2026-12-01
names = ["Joan Peake"]
"""
    file.write_text(file.read_text("utf-8") + period, "utf-8")
    refused = send(cleo, winner="Joan Peake")
    assert refused.status_code == 422
    assert "Joan Peake" in refused.text
    assert "cannot be approved yet" in refused.text
    assert promised(evening, 1) == ()


def test_what_the_network_or_the_months_cost_stopped_is_said_on_the_page(evening, cleo):
    send(cleo, winner="Samira")
    (one,) = promised(evening, 1)
    with evening.parts.database.transaction() as connection:
        ledger.ask(connection, one, Cause.BUDGET, "The month has cost enough")
    page = cleo.get("/live").text
    assert "Not sent" in page
    assert "The month has cost enough" in page


def test_words_of_ones_own_take_the_hashtag(evening, cleo):
    cleo.post("/live/awards", cue=key(cleo), verb="send", text="The hall is full!")
    assert evening.draft(1).text == "The hall is full!\n#AmblefordReads"


def test_what_is_typed_is_counted_with_its_hashtag(evening, cleo):
    page = cleo.post(
        "/live/awards/count", cue="winner", **{"blank-winner": "Samira Khan"}
    )
    assert "Young Reader of the Year is Samira Khan.\n#AmblefordReads" in page.text
    assert "56 of 280" in page.text


def test_whoever_posts_by_hand_says_where_and_the_next_one_answers_it(evening, cleo):
    send(cleo, winner="Samira Khan")
    address = "https://x.com/AmblefordLibs/status/77"
    cleo.post(
        "/live/awards",
        cue="winner",
        verb="posted",
        draft=1,
        revision=evening.draft(1).revision,
        address=address,
    )
    assert evening.draft(1).state is State.PUBLISHED
    send(cleo, "thanks")
    page = cleo.get("/live").text
    assert address in page
    assert "in_reply_to=77" in page


def test_an_evening_that_is_over_can_be_seen_and_sends_nothing(evening, cleo):
    send(cleo, winner="Samira Khan")
    evening.clock.move(hours=14)
    page = cleo.get("/live/awards").text
    assert "Samira Khan" in page
    assert "Send now" not in page
    refused = send(cleo, "thanks")
    assert refused.status_code == 422
    assert "Reading Awards is over" in refused.text


def test_others_may_send_from_two_hours_before_it_and_editors_earlier(
    evening, cleo, visitor
):
    evening.clock.move(hours=-4)
    assert "from" in cleo.get("/live/awards").text
    assert send(cleo, winner="Samira").status_code == 422
    assert send(visitor(), winner="Samira").status_code == 200


def test_the_evening_that_is_on_is_shown_and_the_others_are_named(evening, cleo):
    page = cleo.get("/live").text
    assert "Reading Awards</h1>" in page
    assert 'href="/live/fair"' in page
    assert cleo.get("/live/none").status_code == 404


def test_without_an_evening_the_page_says_how_to_make_one(visitor):
    assert "No evening is planned" in visitor().get("/live").text
