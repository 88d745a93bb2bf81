from datetime import date, timedelta

import pytest

from aggregator.desk import campaigns, queue
from aggregator.desk.decision import Decision
from aggregator.model.campaign import Campaign
from aggregator.model.council import Person, Role
from aggregator.model.draft import Composed
from aggregator.model.errors import ConflictError, NotAllowedError, RefusedError
from aggregator.model.facts import Kind
from aggregator.store import audit, drafts
from tests.builders import NOW

WINTER = Campaign(
    id="winter",
    name="Winter Reads",
    hashtag="WinterReads",
    starts=NOW.date() - timedelta(days=10),
    ends=NOW.date() + timedelta(days=9),
    posts=10,
    mix={Kind.EVENT: 2},
)
SPRING = Campaign(
    id="spring",
    name="Spring",
    hashtag="Spring",
    starts=date(2027, 3, 1),
    ends=date(2027, 3, 31),
)
ADA = Person(id=1, name="Ada", role=Role.EDITOR, has_password=True, created_at=NOW)


def add(database, campaign="winter", text="Come. https://e.org/1", kind=Kind.EVENT):
    composed = Composed(
        text=text,
        network="x",
        kind=kind,
        language="en",
        template="event.j2",
        length=40,
        limit=280,
        campaign=campaign,
    )
    with database.transaction() as connection:
        return drafts.add(
            connection, composed, story=None, purpose="x", why="New", now=NOW
        )


def decision(number, revision=1, person=ADA):
    return Decision(person=person, draft=number, revision=revision, now=NOW)


def load(database, number):
    with database.reading() as connection:
        return drafts.load(connection, number)


def test_progress_counts_what_is_out_planned_and_waiting(database):
    numbers = [add(database) for _ in range(3)]
    add(database, kind=Kind.NEWS)
    add(database, campaign=None)
    queue.approve(database, decision(numbers[0]))
    queue.approve(database, decision(numbers[1]))
    queue.posted(database, decision(numbers[1], 2), None)
    winter, spring = campaigns.progress(
        database, [SPRING, WINTER], "Europe/London", NOW
    )
    assert (winter.posted, winter.planned, winter.waiting) == (1, 1, 2)
    assert winter.expected == 5
    assert winter.sentence == (
        "4 posts behind an even pace, 10 days left, 8 still to plan"
    )
    assert [(aim.kind, aim.number) for aim in winter.aims] == [(Kind.EVENT, 2)]
    assert spring.sentence == "Begins in 98 days"


@pytest.mark.parametrize(
    ("posts", "posted", "day", "sentence"),
    [
        (10, 5, 0, "On course, 10 days left"),
        (10, 10, 0, "Done, with 10 days left"),
        (10, 9, 10, "Over, with 9 of 10 posts"),
        (None, 1, 10, "Over, with 1 post"),
        (None, 1, 9, "Running, 1 day left"),
    ],
)
def test_its_state_in_words(posts, posted, day, sentence):
    today = NOW.date() + timedelta(days=day)
    one = campaigns.Progress(
        campaign=Campaign(
            id="a", name="A", starts=WINTER.starts, ends=WINTER.ends, posts=posts
        ),
        today=today,
        posted=posted,
        expected=None if posts is None else 5,
    )
    assert one.sentence == sentence


def test_an_editor_puts_a_draft_into_a_campaign_and_out_again(database):
    number = add(database, campaign=None)
    into = campaigns.put(database, decision(number), [WINTER, SPRING], "winter")
    assert (into.campaign, into.text) == (
        "winter",
        "Come. https://e.org/1\n#WinterReads",
    )
    assert into.composed == into.text, "no person wrote these words"
    other = campaigns.put(database, decision(number, 2), [WINTER, SPRING], "spring")
    assert other.text.endswith("\n#Spring")
    out = campaigns.put(database, decision(number, 3), [WINTER, SPRING], None)
    assert (out.campaign, out.text) == (None, "Come. https://e.org/1")
    with database.reading() as connection:
        lines = audit.read(connection, subject=f"draft {number}", limit=9)
    assert [line.after for line in lines] == [None, "spring", "winter"]


def test_what_a_person_wrote_stays_theirs(database):
    number = add(database, campaign=None)
    queue.edit(database, decision(number), "My own words")
    into = campaigns.put(database, decision(number, 2), [WINTER], "winter")
    assert into.text == "My own words\n#WinterReads"
    assert into.composed == "Come. https://e.org/1"


def test_nobody_overwrites_another_and_only_editors_decide(database):
    number = add(database, campaign=None)
    queue.edit(database, decision(number), "Other words")
    with pytest.raises(ConflictError):
        campaigns.put(database, decision(number), [WINTER], "winter")
    with pytest.raises(RefusedError, match="There is no campaign autumn"):
        campaigns.put(database, decision(number, 2), [WINTER], "autumn")
    ben = Person(
        id=2, name="Ben", role=Role.CONTRIBUTOR, has_password=True, created_at=NOW
    )
    with pytest.raises(NotAllowedError):
        campaigns.put(database, decision(number, 2, ben), [WINTER], "winter")
    assert load(database, number).campaign is None


def test_a_campaign_that_is_configured_no_more_leaves_its_drafts(database):
    number = add(database)
    assert campaigns.progress(database, [], "Europe/London", NOW) == ()
    kept = queue.edit(database, decision(number), "Still here")
    assert kept.campaign == "winter"
