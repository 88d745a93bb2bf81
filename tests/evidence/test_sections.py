from datetime import UTC, datetime, timedelta

import pytest

from aggregator.evidence import response, work
from aggregator.evidence.month import parse
from aggregator.evidence.report import Records, Setting, report
from aggregator.evidence.suggestions import edited_away, suggestions
from aggregator.model.draft import State
from aggregator.model.evidence import Deed, Followers
from aggregator.model.facts import Kind
from aggregator.model.metrics import Metrics
from tests.builders import NOW
from tests.evidence.posts import OUT, a_decided, a_post

MONTH = parse("2026-10", "Europe/London")
SETTING = Setting(council="Ambleford Libraries", source_names={"whats-on": "What's on"})


def a_report(posts=(), before=(), drafts=(), deeds=(), now=NOW):
    found = Records(
        posts=tuple(posts),
        before=tuple(before),
        drafts=tuple(drafts),
        deeds=tuple(deeds),
    )
    return report(found, MONTH, SETTING, now)


def test_a_month_with_nothing_in_it_says_so_and_breaks_nothing():
    empty = a_report()
    assert empty.headline == "Nothing was posted in October 2026."
    assert empty.best == ()
    assert empty.sections == ()
    assert empty.highlights == ()
    assert empty.next_month == ("Post something: there is nothing yet to learn from.",)


def test_a_month_that_is_not_over_says_so():
    assert a_report(now=OUT).headline == "Nothing was posted in October 2026 so far."


def test_the_headline_tells_of_people_and_compares_with_the_month_before():
    posts = [a_post(n, likes=n) for n in range(1, 6)]
    before = [a_post(n, likes=1) for n in range(1, 4)]
    assert a_report(posts, before).headline == (
        "In October 2026 we posted 5 times. People liked, answered or passed on our "
        "posts 15 times; the typical post had 3 engagements, up from 1 in "
        "September 2026."
    )
    assert a_report(posts, posts).headline.endswith("as in September 2026.")
    one = a_report([a_post(likes=1)]).headline
    assert "we posted once." in one
    assert "our posts once; the typical post had 1 engagement." in one


def test_posts_without_figures_are_no_posts_without_response():
    found = a_report([a_post(), a_post(2)])
    assert found.headline.endswith("No network has told us yet how people responded.")
    assert found.best == ()
    networks = next(one for one in found.sections if one.id == "networks")
    assert networks.sentence.endswith("No figures came from X.")
    assert networks.rows == (("X", 2, None, None, None, None),)


def test_the_best_posts_are_shown_with_what_they_did():
    reading = Metrics(at=OUT, likes=3, replies=1, reposts=0, quotes=2, impressions=1400)
    found = a_report(
        [a_post(1, likes=2), a_post(2, latest=reading), a_post(3, likes=0)]
    )
    assert [post.text for post in found.best] == ["Storytime 2", "Storytime 1"]
    assert found.best[0].did == "3 likes, 1 reply, 2 quotes, shown 1,400 times"


def test_a_kind_that_is_clearly_best_is_named_with_its_range():
    posts = [a_post(n, likes=20 + n) for n in range(6)]
    posts += [a_post(n, likes=n % 3, kind=Kind.JOB) for n in range(6)]
    section = response.by_kind(posts)
    assert section.sentence == (
        "Events did clearly best: typically 22.5 engagements a post "
        "(between 20 and 25)."
    )
    assert section.rows[0] == ("Events", 6, 22.5, "20 to 25")
    assert [bar.label for bar in section.picture.bars] == [
        "Events (6 posts)",
        "Jobs (6 posts)",
    ]


def test_too_few_posts_say_nothing_of_which_is_better():
    posts = [a_post(1, likes=50), a_post(2, likes=1, kind=Kind.JOB)]
    assert response.by_kind(posts).sentence.startswith("Too few posts")
    assert response.by_kind([a_post(1, likes=1)]).sentence == (
        "All that was measured is of one sort (Events): typically 1 engagement a post."
    )


def test_a_story_of_two_sources_counts_for_both_by_their_names():
    section = response.by_source(
        [a_post(sources=("whats-on", "blog"), likes=1)], {"whats-on": "What's on"}
    )
    assert {row[0] for row in section.rows} == {"What's on", "blog"}


def test_days_and_times_are_those_of_the_council():
    # 23:30 on Tuesday in UTC is 0:30 on Wednesday in the British summer.
    late = a_post(likes=1, posted_at=OUT.replace(hour=23))
    assert response.by_day([late], "Europe/London").rows[0][0] == "Wednesday"
    assert response.by_time([late], "Europe/London").rows[0][0] == "Morning (before 12)"


def test_a_network_with_impressions_tells_a_rate():
    reading = Metrics(at=OUT, impressions=200, likes=4)
    section = response.by_network([a_post(latest=reading)])
    assert section.rows == (("X", 1, 200, 4, None, "2.0 %"),)


def test_weeks_without_a_post_are_shown():
    section = work.rhythm([a_post(1), a_post(2)], MONTH, NOW)
    assert section.columns == ("Week beginning", "Posts", "Events")
    assert section.rows[0] == ("28 Sep", 0, 0)
    assert section.rows[1] == ("5 Oct", 2, 2)
    assert section.sentence == (
        "2 posts in the month, 0.5 a week. 2 weeks had none: people forget who is "
        "silent."
    )


def test_a_week_that_has_not_begun_is_no_silence():
    middle = OUT + timedelta(days=7)
    section = work.rhythm([a_post(1)], MONTH, middle)
    assert [row[0] for row in section.rows] == ["28 Sep", "5 Oct", "12 Oct"]
    assert "had none" not in section.sentence


def test_waiting_is_told_as_half_and_nine_in_ten():
    section = work.waiting([a_post(n) for n in range(4)])
    assert section.rows == (
        ("From draft to the editor's yes", "24 hours", "24 hours"),
        ("From the yes to the post", "6 hours", "6 hours"),
    )


def test_reasons_are_counted_however_they_are_written():
    drafts = [
        a_decided(1, reason="Not for us"),
        a_decided(2, reason="not for us."),
        a_decided(3, reason="too long"),
        a_decided(4, state=State.APPROVED, reason=None),
    ]
    section = work.rejected(drafts)
    assert section.rows == (("Not for us", 2), ("too long", 1))
    assert section.sentence == ("3 drafts turned down; most often because: Not for us.")


def test_what_was_no_longer_true_and_did_not_go_out_is_counted():
    drafts = [
        a_decided(n, state=State.WITHDRAWN, moved_by="aggregator", reason=reason)
        for n, reason in enumerate(
            ("the event is cancelled", "the event is cancelled", "the job is over")
        )
    ]
    deeds = [Deed(at=OUT, who="aggregator", what="send back", subject="draft 9")]
    section = work.caught(drafts, deeds)
    assert section.sentence.startswith("4 drafts would have said something")
    assert ("Withdrawn: the event is cancelled", 2) in section.rows


def test_time_at_the_desk_leaves_out_the_pauses():
    deeds = [
        Deed(
            at=OUT + timedelta(minutes=at), who=who, what="approved", subject="draft 1"
        )
        for who, at in (("Ada", 0), ("Ada", 2), ("Bob", 3), ("Ada", 60), ("Ada", 64))
    ]
    posts = [a_post(n) for n in range(3)] + [a_post(9, sources=())]
    section = work.time_saved(posts, deeds, 10)
    assert section.rows == (
        ("By hand: 3 posts at 10 minutes", "30 minutes"),
        ("Spent at the desk", "6 minutes"),
    )
    assert section.sentence == "About 24 minutes this month."


def test_a_wording_that_is_always_taken_out_is_offered_for_change():
    composed = "Come along to Storytime! Everyone welcome as ever. Sat 5 Dec"
    posts = [
        a_post(n, composed=composed, text="Come along to Storytime! Sat 5 Dec")
        for n in range(3)
    ]
    assert edited_away(posts) == (("event.j2", "Everyone welcome as ever."),)
    kept = [a_post(n, composed=composed, text=composed) for n in range(10, 14)]
    assert edited_away(posts + kept) == ()


def test_suggestions_come_from_the_evidence():
    posts = [
        a_post(n, likes=20 + n, posted_at=OUT + timedelta(days=n)) for n in range(6)
    ]
    posts += [
        a_post(n, likes=1, kind=Kind.JOB, posted_at=OUT + timedelta(days=n))
        for n in range(6, 12)
    ]
    advice = suggestions(posts, [a_decided(n) for n in range(6)], MONTH)
    found = [one.sentence for one in advice]
    assert any("the longest silence was" in one for one in found)
    assert any("People respond most to events" in one for one in found)
    assert any("Nothing went out about news and businesses" in one for one in found)
    assert any("6 drafts were turned down because “not for us”" in one for one in found)


def test_a_month_full_of_posts_is_not_told_to_spread_them():
    start = MONTH.begins
    posts = [a_post(n, posted_at=start + timedelta(days=n)) for n in range(31)]
    assert not any("silence" in one.sentence for one in suggestions(posts, (), MONTH))


def test_campaigns_are_compared_with_what_is_of_none_where_there_are_any():
    assert response.by_campaign([a_post(likes=1)], {}).rows == ()
    posts = [
        *(a_post(n, likes=20 + n, campaign="winter") for n in range(12)),
        *(a_post(n, likes=n % 3) for n in range(12, 24)),
    ]
    section = response.by_campaign(posts, {"winter": "Winter Reads"})
    assert section.sentence.startswith("Winter Reads did clearly best")
    assert [row[0] for row in section.rows] == ["Winter Reads", "No campaign"]


def test_pictures_are_compared_by_how_they_look():
    looks = {"a": "A sharp photo", "b": "A poster"}
    posts = [
        *(a_post(n, likes=20 + n, image="a") for n in range(8)),
        *(a_post(n, likes=n % 3, image="b") for n in range(8, 16)),
        *(a_post(n, likes=n % 2) for n in range(16, 24)),
        a_post(30, likes=1, image="never looked at"),
    ]
    section = response.by_picture(posts, looks)
    assert section.sentence.startswith("A sharp photo did clearly best")
    names = {row[0] for row in section.rows}
    assert names == {"A sharp photo", "A poster", "No picture", "A picture"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fancy a chat? ☕ #Tea", ("Ask something", "Have an emoji", "Have a hashtag")),
        ("It is back! https://example.org/?q=1#top", ("Exclaim",)),
        ("Storytime, Sat 5 Dec. 2 places left", ("Say it plainly",)),
    ],
)
def test_a_manner_is_what_can_be_seen_in_the_words(text, found):
    assert response.manners(text) == found


def test_what_the_program_posted_and_read_has_its_cost():
    link = "https://x.com/museum/status/19900000000000007"
    alone = {"posted_by": "aggregator"}
    posts = [
        a_post(1, text="Storytime https://example.org/1", **alone),
        a_post(2, text=f"Look {link}", kind=Kind.SHARE, link=link, **alone),
        a_post(3, text="By hand https://example.org/3"),
        a_post(4, network="mastodon", text="Free https://example.org/4", **alone),
    ]
    section = work.cost(posts, 0.026)
    assert section.sentence == "About $0.24 to X, $0.22 of it for 2 posts."
    assert section.rows == (
        ("Events", 1, "$0.20"),
        ("Shares", 1, "$0.015"),
        ("Reading timelines and figures", None, "$0.026"),
    )
    assert work.cost(posts[2:], 0).rows == ()


def test_whole_weeks_are_held_against_the_strategy():
    monday = datetime(2026, 10, 5, 9, tzinfo=UTC)
    posts = [a_post(n, posted_at=monday + timedelta(hours=n)) for n in range(5)]
    told = work.rhythm(posts, MONTH, MONTH.ends, 5).sentence
    assert "1 of 3 whole weeks had the 5 posts that the strategy asks for." in told
    assert "strategy" not in work.rhythm(posts, MONTH, MONTH.ends).sentence


def test_what_was_caught_tells_dead_links_from_what_changed():
    back = {"at": OUT, "who": "aggregator", "what": "send back", "subject": "draft 1"}
    deeds = [
        Deed(**back, detail="Its link leads nowhere any more: mend it"),
        Deed(**back, detail="start was 10am, is 11am"),
        Deed(**back, detail="Its link leads nowhere any more: mend it"),
    ]
    over = a_decided(state=State.WITHDRAWN, moved_by="aggregator", reason="it is over")
    section = work.caught([over], deeds)
    assert section.rows == (
        ("Withdrawn: it is over", 1),
        ("Its link had died: asked again", 2),
        ("Approved, then changed at its source: asked again", 1),
    )
    assert section.sentence.startswith("4 drafts would have said")


def answered_post(number, replies, answers, network="mastodon"):
    latest = Metrics(at=OUT, likes=1, replies=replies, answered=answers)
    return a_post(number, network=network, latest=latest)


def test_replies_that_nobody_answered_are_counted_and_advised_about():
    posts = [
        answered_post(1, 3, 1),
        answered_post(2, 1, 0, "bluesky"),
        answered_post(3, 9, None, "x"),
        a_post(4, network="mastodon"),
    ]
    section = response.answered(posts)
    assert section.sentence == "We answered 1 of 4 replies."
    assert section.rows == (
        ("Bluesky", 1, 0),
        ("Mastodon", 3, 1),
        ("X", None, None),
    )
    advice = {one.about: one.sentence for one in suggestions(posts, (), MONTH)}
    assert advice["answers"] == ("Answer people: 3 replies of 4 had no answer from us.")
    assert "answers" not in {
        one.about for one in suggestions([answered_post(1, 4, 3)], (), MONTH)
    }
    assert response.answered([answered_post(3, 9, None, "x")]).rows == ()


def test_tones_are_compared_once_there_are_two():
    warm = [a_post(n, likes=20 + n, tone="warm") for n in range(12)]
    assert response.by_tone(warm).rows == ()
    plain = [a_post(n, likes=n % 3, tone="plain") for n in range(12, 24)]
    section = response.by_tone([*warm, *plain, a_post(30, likes=1)])
    assert section.sentence.startswith("Warm did clearly best")
    assert [row[0] for row in section.rows] == [
        "Warm",
        "A colleague's own words",
        "Plain",
    ]


def test_what_was_before_the_first_post_ever_was_no_silence():
    first = MONTH.begins + timedelta(days=20)
    posts = [a_post(n, posted_at=first + timedelta(days=n)) for n in range(8)]
    section = work.rhythm(posts, MONTH, NOW, 3, since=first)
    assert "had none" not in section.sentence
    assert section.sentence.startswith("8 posts in the month, 5.1 a week.")
    assert "had none" in work.rhythm(posts, MONTH, NOW, 3).sentence
    silent = {one.about for one in suggestions(posts, (), MONTH, first)}
    assert "silence" not in silent
    assert "silence" in {one.about for one in suggestions(posts, (), MONTH)}


def test_followers_come_last_and_small():
    told = [
        Followers(network="x", account="A", at=OUT + timedelta(days=n), number=2300 + n)
        for n in (0, 7, 14)
    ]
    section = response.followers(told)
    assert section.rows == (("X", 2300, 2314),)
    assert section.sentence.startswith("2,314 by now.")
    assert section.picture is None
    found = Records(posts=(), before=(), drafts=(), deeds=(), followers=tuple(told))
    assert report(found, MONTH, SETTING, NOW).sections[-1] == section
