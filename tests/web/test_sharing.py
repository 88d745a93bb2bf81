"""What others post, passed on as it is: asked for, spaced, once, and by hand."""

from datetime import timedelta

import pytest

from aggregator.desk import queue
from aggregator.desk.decision import Decision
from aggregator.desk.planning import When
from aggregator.model.check_rules import CheckRules
from aggregator.model.council import Person, Role
from aggregator.model.delivery import Act, DeliveryState
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.model.plan import Slot
from aggregator.model.share_rules import ShareRules
from tests.builders import NOW, an_item
from tests.web.test_deciding import text_of
from tests.web.test_delivering import of

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
POST = "https://x.com/AmblefordMuseum/status/19900000000000007{:02}"


def share(desk, number=1, **named):
    post = POST.format(number)
    title = f"Our loom runs again, {number}"
    item = an_item(id=f"m{number}", kind=Kind.SHARE, title=title, url=post, starts=None)
    text = f"Worth a look: {title}\n{post}"
    return desk.put(title, text, items=[item], link=post, **named)


def approve(desk, number, *, now=None, when=None, rules=None, **named):
    now = now or desk.clock()
    decision = Decision(
        person=EDITOR, draft=number, revision=desk.draft(number).revision, now=now
    )
    rules = rules or desk.parts.configuration.checks
    return queue.approve(desk.parts.database, decision, when, rules=rules, **named)


def test_a_post_is_shared_as_it_is_in_one_press_and_taken_back(desk, visitor):
    number = share(desk)
    editor = visitor()
    assert "Share it as it is" in editor.get("/").text
    editor.decide(number, "approve", as_it_is="yes")
    delivery = of(desk, number)
    assert (delivery.act, delivery.target) == (Act.REPOST, POST.format(1))
    page = editor.get(f"/drafts/{number}").text
    assert "As it is The post is passed on; the words above stay here." in text_of(page)
    assert "https://x.com/intent/retweet?tweet_id=1990000000000000701" in page
    assert "Worth a look" not in editor.get("/plan/hootsuite.csv").text
    reminder = editor.get("/plan/plan.ics").text.replace("\r\n ", "")
    assert "URL:https://x.com/intent/retweet?tweet_id=1990000000000000701" in reminder
    editor.decide(number, "undo")
    editor.decide(number, "approve")
    assert (of(desk, number).act, of(desk, number).target) == (Act.POST, None)
    assert "intent/post" in editor.get(f"/drafts/{number}").text


def test_only_a_post_of_the_network_can_be_shared_as_it_is(desk, visitor):
    number = desk.put()
    assert "Share it as it is" not in visitor().get("/").text
    with pytest.raises(RefusedError, match="cannot be shared as it is"):
        approve(desk, number, as_it_is=True)


def test_nothing_is_shared_twice(desk):
    first = share(desk)
    other = share(desk)
    approve(desk, first)
    later = desk.clock() + timedelta(hours=3)
    with pytest.raises(RefusedError, match="shared already, or will be"):
        approve(desk, other, now=later, as_it_is=True)


def test_shares_are_spaced_and_so_many_a_day(desk):
    numbers = [share(desk, number) for number in range(4)]
    rules = CheckRules(shares=ShareRules(apart=timedelta(hours=2), a_day=2))
    approve(desk, numbers[0], rules=rules, as_it_is=True)
    with pytest.raises(RefusedError, match=r"Mon 23 Nov 09:00.*keep 2 hours apart"):
        approve(desk, numbers[1], rules=rules)
    soon = desk.clock() + timedelta(hours=1)
    at = When(timezone="Europe/London", moment=soon)
    with pytest.raises(RefusedError, match="keep 2 hours apart"):
        approve(desk, numbers[1], when=at, rules=rules)
    later = desk.clock() + timedelta(hours=3)
    approve(desk, numbers[1], now=later, rules=rules)
    evening = desk.clock() + timedelta(hours=9)
    with pytest.raises(RefusedError, match="2 shares go out within a day"):
        approve(desk, numbers[2], now=evening, rules=rules)
    # What is our own is spaced by its slots alone.
    approve(desk, desk.put("Lego club"), now=evening, rules=rules)


def test_the_next_slot_of_a_share_is_one_that_has_room_for_it(desk):
    slots = tuple(
        Slot(weekday=day, at=at)
        for day in range(7)
        for at in (desk.clock().time().replace(hour=hour) for hour in (10, 11, 16))
    )
    rules = CheckRules(shares=ShareRules(apart=timedelta(hours=2), a_day=2))
    when = When(timezone="Europe/London", slots=slots)
    until = desk.clock() + timedelta(days=4)
    numbers = [share(desk, number, useful_until=until) for number in range(4)]
    for number in numbers[:3]:
        approve(desk, number, when=when, rules=rules)
    hours = [of(desk, number).due.strftime("%d %H") for number in numbers[:3]]
    assert hours == ["23 10", "23 16", "24 10"]
    own = desk.put("Lego club")
    approve(desk, own, when=when, rules=rules)
    assert of(desk, own).due.strftime("%d %H") == "23 11"


def test_what_was_shared_counts_no_more_when_it_is_taken_back(desk, visitor):
    first, other = share(desk, 1), share(desk, 2)
    editor = visitor()
    editor.decide(first, "approve")
    assert "keep an hour apart" in editor.decide(other, "approve").text
    editor.decide(first, "undo")
    editor.decide(other, "approve")
    assert of(desk, other).state is DeliveryState.READY
