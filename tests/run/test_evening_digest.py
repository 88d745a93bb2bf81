"""After an evening the editors hear once what was said from it."""

from datetime import UTC, datetime, timedelta

import pytest

from aggregator.desk import live_posts, people
from aggregator.desk.decision import Decision
from aggregator.desk.live_posts import Said
from aggregator.model.council import Role
from aggregator.run.assemble import assembled
from aggregator.run.digesting import tell_of_evenings
from aggregator.store import digests
from tests.run.webhook import webhook
from tests.site import COUNCIL

AWARDS = """
[desk]
address = "https://desk.example.org"

[digest]
send_to = ["env:PLACE"]

[[live]]
id = "awards"
name = "Reading Awards"
starts = 2026-11-23T18:00:00
ends = 2026-11-23T20:00:00

[[live.line]]
id = "welcome"
text = "Welcome to the awards."
[[live.line]]
id = "thanks"
text = "Thank you all."
"""
SIX = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
ADDRESS = "https://x.com/council/status/1"


class Night:
    """An evening at which Ada posts, with a clock that a test moves."""

    def __init__(self, folder):
        self.folder, self.now = folder, SIX

    def parts(self):
        return assembled(self.folder, clock=lambda: self.now)

    def say(self, parts, verb, cue):
        ada = people.add(parts.database, f"Ada {cue}", Role.EDITOR, self.now)
        said = Said(cue=cue, text="Full house!")
        (evening,), council = parts.configuration.evenings, parts.configuration.council
        (draft,) = verb(parts.database, council, ada, evening, said, self.now)
        return evening, Decision(
            person=ada, draft=draft.id, revision=draft.revision, now=self.now
        )

    def tell(self, **later):
        self.now += timedelta(**later)
        with self.parts() as parts:
            return tell_of_evenings(parts)


@pytest.fixture
def night(tmp_path):
    (tmp_path / "sources.toml").write_text(COUNCIL + AWARDS, "utf-8")
    return Night(tmp_path)


def test_the_editors_hear_once_what_went_out_what_did_not_and_who_sent(
    night, monkeypatch
):
    with webhook() as (address, came):
        monkeypatch.setenv("PLACE", address)
        with night.parts() as parts:
            sent = night.say(parts, live_posts.send, "welcome")
            live_posts.posted(parts.database, *sent, ADDRESS)
            night.say(parts, live_posts.use, "+0123456789abcdef")
        night.tell(minutes=1)
        night.tell(hours=2)
        assert came == [], "what was tapped last may still be on its way"
        for minutes in (20, 1, 600):
            night.tell(minutes=minutes)
        (message,) = came
    assert message["title"] == "Ambleford Libraries: Reading Awards is over"
    told = message["message"]
    for words in (
        "1 post went out; 1 did not.",
        "Sent by Ada welcome.",
        f"x: {ADDRESS}",
        "x: not sent; nobody said yes",
        "Prepared and not used:\nThank you all.",
        "https://desk.example.org/live/awards",
    ):
        assert words in told


def test_of_an_evening_at_which_nothing_was_said_nobody_hears(night, monkeypatch):
    with webhook() as (address, came):
        monkeypatch.setenv("PLACE", address)
        night.tell(hours=3)
        assert came == []


def test_it_does_not_count_as_the_days_message(night, monkeypatch):
    with webhook() as (address, _):
        monkeypatch.setenv("PLACE", address)
        with night.parts() as parts:
            night.say(parts, live_posts.send, "welcome")
        night.tell(hours=3)
        with night.parts() as parts, parts.database.reading() as connection:
            assert digests.last_sent(connection) is None
