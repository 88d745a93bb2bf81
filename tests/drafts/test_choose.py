from datetime import date, timedelta

from aggregator.drafts.choose import choose, useful_until
from aggregator.model.configuration import DraftRules
from aggregator.model.facts import Kind
from tests.builders import NOW, a_story


def test_kinds_take_turns_and_the_most_urgent_comes_first():
    events = [
        a_story(id=f"e{day}", starts=NOW + timedelta(days=day)) for day in (3, 1, 2)
    ]
    jobs = [
        a_story(id="j", kind=Kind.JOB, starts=None, closes=date(2026, 12, 30)),
        a_story(id="n", kind=Kind.NEWS, starts=None),
    ]
    chosen = choose([*events, *jobs], DraftRules(per_cycle=4), NOW)
    assert [story.id for story in chosen] == ["e1", "j", "n", "e2"]


def test_a_draft_is_useful_until_its_event_begins_or_its_job_closes():
    assert useful_until(a_story()) == a_story().starts
    lasting = a_story(starts=date(2026, 12, 1), ends=date(2026, 12, 6))
    assert useful_until(lasting).isoformat() == "2026-12-06T23:59:59+00:00"
    job = a_story(kind=Kind.JOB, starts=None, closes=date(2026, 12, 4))
    assert useful_until(job).date() == date(2026, 12, 4)
    assert useful_until(a_story(kind=Kind.NEWS, starts=None)) is None
