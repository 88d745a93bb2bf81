import pytest

from aggregator.drafts.checks import CHECKS, CheckContext, check
from aggregator.drafts.checks.disputed import disputed
from aggregator.model.draft import Finding, Severity
from aggregator.model.facts import Status
from tests.builders import NOW, a_story, an_item
from tests.drafts.posts import posts

LINK = "https://example.org/whats-on/storytime"
GOOD = f"Storytime at Ambleford Library.\n\nSat 28 Nov, 10:30am.\n{LINK}\n#WhatsOn"


def found(text, **named):
    context = {"network": "x", "story": a_story(), "link": LINK, "now": NOW, **named}
    return {one.rule: one for one in check(text, CheckContext(**context))}


def test_the_checks_are_mostly_right_on_posts_that_people_labelled():
    judged = posts()
    good = [post for post in judged if not post.expected]
    assert len(judged) >= 300
    assert sum(1 for post in good if post.found) < 0.05 * len(good)
    right = sum(len(post.found & post.expected) for post in judged)
    assert right >= 0.95 * sum(len(post.found) for post in judged)
    assert right >= 0.95 * sum(len(post.expected) for post in judged)


def test_a_good_post_passes_every_check():
    assert found(GOOD) == {}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("length", GOOD + " word" * 60),
        ("placeholder", GOOD.replace("Storytime", "{{ story.title }}")),
        ("past-date", GOOD + "\nSat 14 Nov"),
        ("impossible-date", GOOD + "\n31 Nov"),
        ("weekday", GOOD.replace("Sat 28", "Fri 28")),
        ("other-date", GOOD.replace("Sat 28 Nov", "Sun 29 Nov")),
        ("missing-date", GOOD.replace("Sat 28 Nov, ", "")),
        ("relative-day", GOOD.replace("Sat", "Tomorrow, Sat")),
        ("missing-link", GOOD.replace(LINK, "")),
        ("odd-link", GOOD.replace(LINK, "https://staging.example.org/a")),
        ("one-link", GOOD + "\nhttps://example.org/b"),
        ("free-claim", GOOD.replace("10:30am", "10:30am. Free")),
        ("personal-data", GOOD + "\nRing Sue on 07700 900123"),
        ("shouting", GOOD.replace("Storytime", "STORYTIME")),
        (
            "symbol-font",
            GOOD.replace(
                "Storytime", "\U0001d412\U0001d42d\U0001d428\U0001d42b\U0001d432time"
            ),
        ),
        ("hashtag-capitals", GOOD.replace("#WhatsOn", "#whatsoninambleford")),
        ("hashtag-number", GOOD + " #One #Two"),
        ("hashtag-place", "#Storytime for everybody. " + GOOD),
        ("emoji-number", GOOD.replace("Storytime", "Storytime 📚📚📚📚")),
        ("click-here", GOOD.replace("10:30am", "10:30am. Click here")),
        ("long-sentence", "so " * 26 + GOOD),
        ("jargon", GOOD.replace("Storytime", "Commence storytime")),
        ("doubled", GOOD.replace("at Ambleford", "at at Ambleford")),
    ],
)
def test_each_rule_finds_what_it_is_for(rule, text):
    assert rule in found(text)


def test_every_finding_names_a_source_and_a_fix_puts_it_right():
    broken = GOOD.replace(LINK, "").replace("Sat 28", "Sun 28") + "  at  at"
    for finding in found(broken).values():
        assert finding.source
        if finding.fix:
            assert finding.rule not in found(finding.fix)


def test_a_cancelled_story_may_not_be_announced():
    finding = found(GOOD, story=a_story(status=Status.CANCELLED))["cancelled"]
    assert finding.severity is Severity.BLOCKING
    said = found(f"Cancelled: {GOOD}", story=a_story(status=Status.CANCELLED))
    assert "cancelled" not in said


def test_a_picture_needs_words_and_a_text_others_than_last_weeks():
    assert "alt-text" in found(GOOD, image="https://example.org/a.jpg")
    assert "repeats" in found(GOOD, recent=(GOOD.replace("10:30", "10:45"),))


def test_a_new_check_is_one_function_in_the_registry():
    def never(text, context):
        return Finding(rule="never", message=text, source="test")

    context = CheckContext(network="x", now=NOW)
    assert check("Hi", context, (*CHECKS, never))[-1].rule == "never"


def test_a_source_that_says_off_against_its_own_site_is_named():
    on = an_item(own=True)
    off = an_item(id="county-1", source="county", status=Status.CANCELLED)
    story = a_story(items=(on, off), dates=(on.starts,))
    found = disputed("Storytime", CheckContext(network="x", story=story, now=NOW))
    assert "The source county says that this is cancelled" in found.message
    quiet = a_story(items=(on,), dates=(on.starts,))
    assert disputed("x", CheckContext(network="x", story=quiet, now=NOW)) is None
