from dataclasses import replace

import pytest

from aggregator.drafts.checks import CHECKS, CheckContext, check
from aggregator.drafts.checks.disputed import disputed
from aggregator.model.draft import Finding, Severity
from aggregator.model.facts import Status
from tests.builders import NOW, a_story, an_item
from tests.drafts.posts import posts, told

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


@pytest.mark.parametrize("part", ["held_out", "held_out_again"])
def test_the_checks_seldom_alarm_on_good_posts_that_they_never_met(part):
    judged = posts(part)
    good = [post for post in judged if not post.expected]
    assert len(judged) >= 119
    assert sum(1 for post in good if post.found) < 0.05 * len(good)
    right = sum(len(post.found & post.expected) for post in judged)
    assert right >= 0.9 * sum(len(post.found) for post in judged)
    assert right >= 0.9 * sum(len(post.expected) for post in judged)


@pytest.mark.parametrize("part", ["posts", "held_out", "held_out_again"])
def test_a_fix_is_what_it_says_and_nothing_else_breaks(part):
    for text, context in told(part):
        before = {finding.rule: finding for finding in check(text, context)}
        for rule, finding in before.items():
            assert (finding.fix is None) == (finding.remedy is None), rule
            if finding.fix is None:
                continue
            after = {one.rule for one in check(finding.fix, context)}
            assert after <= before.keys(), (rule, text, finding.fix)
            assert finding.fix != text


@pytest.mark.parametrize(
    ("text", "rule", "fixed"),
    [
        (
            "Tea dance, Thursday 28 November. LINK",
            "weekday",
            "Tea dance, Saturday 28 November. LINK",
        ),
        (
            "Dawns: dydd Gwener 28 Tachwedd. LINK",
            "weekday",
            "Dawns: dydd Sadwrn 28 Tachwedd. LINK",
        ),
        ("A dance on Sun 29 Nov. LINK", "other-date", "A dance on Sat 28 Nov. LINK"),
        (
            "A dance for all. LINK",
            "missing-date",
            "A dance for all.\nSat 28 Nov, 10:30am.\nLINK",
        ),
        (
            "COME AND DANCE at Ambleford Library, SAT 28 NOV. LINK",
            "shouting",
            "Come and dance at Ambleford Library, Sat 28 Nov. LINK",
        ),
        (
            "DANCE AT AMBLEFORD LIBRARY, Sat 28 Nov with the RNIB. LINK",
            "shouting",
            "Dance at Ambleford Library, Sat 28 Nov with the RNIB. LINK",
        ),
        (
            "The #TeaDance is on Sat 28 Nov. LINK",
            "hashtag-place",
            "The Tea Dance is on Sat 28 Nov. LINK #TeaDance",
        ),
        (
            "Tea dance, Sat 28 Nov. LINK #teadanceinambleford",
            "hashtag-capitals",
            "Tea dance, Sat 28 Nov. LINK #TeaDanceInAmbleford",
        ),
        (
            "Dance on Sat 28 Nov. Click here to book: LINK",
            "click-here",
            "Dance on Sat 28 Nov. Book: LINK",
        ),
        (
            "Dance 💃🎶☕🍰, Sat 28 Nov. LINK",
            "emoji-number",
            "Dance 💃🎶☕, Sat 28 Nov. LINK",
        ),
        (
            "Tea &amp; cake, Sat 28 Nov. LINK",
            "placeholder",
            "Tea & cake, Sat 28 Nov. LINK",
        ),
        (
            "Please put put on your shoes. Sat 28 Nov. LINK",
            "doubled",
            "Please put on your shoes. Sat 28 Nov. LINK",
        ),
    ],
)
def test_what_is_safe_is_put_right_at_one_press(text, rule, fixed):
    text, fixed = text.replace("LINK", LINK), fixed.replace("LINK", LINK)
    assert found(text)[rule].fix == fixed


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Tea dance on Sat 28 Nov and Sat 29 Nov. LINK", "weekday"),
        ("Click here if you dare, Sat 28 Nov. LINK", "click-here"),
        ("Tea dance, Sat 28 Nov. LINK #zumbaforgrannies", "hashtag-capitals"),
        ("Sat 28 Nov, by {{ who }}. LINK", "placeholder"),
    ],
)
def test_what_only_a_person_can_know_has_no_button(text, rule):
    assert found(text.replace("LINK", LINK))[rule].fix is None


def test_a_cancelled_story_may_not_be_announced():
    finding = found(GOOD, story=a_story(status=Status.CANCELLED))["cancelled"]
    assert finding.severity is Severity.BLOCKING
    said = found(f"Cancelled: {GOOD}", story=a_story(status=Status.CANCELLED))
    assert "cancelled" not in said


def test_a_picture_needs_words_and_a_text_others_than_last_weeks():
    assert "alt-text" in found(GOOD, image="https://example.org/a.jpg")
    assert "repeats" in found(GOOD, recent=(GOOD.replace("10:30", "10:45"),))


@pytest.mark.parametrize(
    ("alt", "says"),
    [
        ("A photo of two children reading", "not “image of”"),
        ("Llun o ddau o blant", "not “image of”"),
        ("DSC_0041.JPG", "file's name"),
        ("Photos from a century of the library", None),
        ("Picture books on a low shelf", None),
    ],
)
def test_a_picture_is_described_by_what_it_shows(alt, says):
    finding = found(GOOD, image="https://e.org/a.jpg", image_alt=alt).get("alt-text")
    assert (says in finding.message) if says else finding is None


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


def test_one_language_of_two_stops_and_the_pair_passes():
    english = an_item(pair="a+b", language="en")
    welsh = replace(english, id="w", source="b", title="Amser stori", language="cy")
    story = a_story(items=(english, welsh))
    finding = found(GOOD, story=story)["both-languages"]
    assert finding.severity is Severity.BLOCKING
    pair = f"Amser stori, Sad 28 Tach, 10:30yb. {LINK}\n===\n{GOOD}"
    assert "both-languages" not in found(pair, story=story, language="cy")
    assert "both-languages" not in found(GOOD, story=a_story(items=(english,)))
