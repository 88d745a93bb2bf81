"""Feeds re-issued, quoting each other, listing everything as "Event"."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.model.council import Council
from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind
from aggregator.stories.group import group
from aggregator.stories.items import to_items
from tests.builders import NOW, a_source, an_item

COUNCIL = Council(name="Ambleford")
TITLES = (
    "Café Philosophique: what is a good life?",
    "Knit & natter",
    "Children\u2019s craft morning",
    "Library closed for training on 9 December",
    "Wreath making \u2013 second session",
)


def facts(number, title, **named):
    news = number == 3
    return Facts(
        kind=Kind.NEWS if news else Kind.EVENT,
        title=title,
        published=NOW,
        starts=None if news else NOW + timedelta(days=number + 1),
        venue=None if news else "Ambleford Library",
        summary=f"What can be said of number {number} in a sentence of its own.",
        **named,
    )


def entries(*, pages):
    return [
        Entry(
            facts=facts(
                number,
                title,
                url=f"https://ambleford.example/e/{number}" if pages else None,
            ),
            identifier=f"guid-{number}",
        )
        for number, title in enumerate(TITLES)
    ]


def damaged(text):
    """As a feed looks whose UTF-8 somebody read as Windows' letters."""
    return text.encode().decode("cp1252", errors="ignore")


def straight(text):
    return text.replace("\u2019", "'").replace("\u2013", "-")


def again(**named):
    def changed(entry):
        return replace(entry, facts=replace(entry.facts, **named))

    return changed


REISSUES = {
    "new identifiers": lambda entry: replace(entry, identifier=f"x{id(entry)}"),
    "new dates of publication": again(published=NOW + timedelta(hours=7)),
    "upper case": lambda e: again(title=e.facts.title.upper())(e),
    "entities": lambda e: again(title=e.facts.title.replace("&", "&amp;"))(e),
    "straight marks": lambda e: again(title=straight(e.facts.title))(e),
    "another encoding": lambda e: again(title=damaged(e.facts.title))(e),
    "spaces": lambda e: again(title=f"  {e.facts.title}\u00a0")(e),
    "tracking": lambda e: again(
        url=e.facts.url and f"{e.facts.url}?utm_source=rss&utm_medium=feed"
    )(e),
    "labels": lambda e: again(title=f"REMINDER: {e.facts.title}")(e),
}


def items_of(found, source="council"):
    return to_items(
        found, a_source(id=source, url="https://ambleford.example"), COUNCIL
    )


@pytest.mark.parametrize("pages", [True, False], ids=["pages", "no pages"])
@pytest.mark.parametrize("change", REISSUES.values(), ids=REISSUES.keys())
def test_a_feed_issued_again_is_the_same_items(change, pages):
    first = items_of(entries(pages=pages))
    second = items_of([change(entry) for entry in entries(pages=pages)][::-1])
    assert {item.id for item in first} == {item.id for item in second}


@pytest.mark.parametrize("change", REISSUES.values(), ids=REISSUES.keys())
def test_a_feed_issued_again_elsewhere_is_the_same_stories(change):
    first = items_of(entries(pages=False))
    second = items_of([change(entry) for entry in entries(pages=False)], "mirror")
    stories = [placement.story for _, placement in group([*first, *second], NOW)]
    assert len(set(stories)) == len(TITLES)
    assert stories[: len(TITLES)] == stories[len(TITLES) :]


def test_two_feeds_that_quote_each_other_stay_one_story_however_often():
    words = "Diggers laying a cable found an altar to Minerva under the car park."
    news = {"kind": Kind.NEWS, "starts": None, "venue": None, "published": NOW}
    told = [an_item(**news, id="0", source="a", url=None, title="Altar", summary=words)]
    title = "Roman altar found under car park"
    for turn in range(1, 6):
        source = "ba"[turn % 2]
        title = f'{source.upper()}: "{title}"' if turn < 3 else title
        told.append(
            an_item(
                **news,
                id=str(turn),
                source=source,
                url=None,
                title=title,
                summary=f"Via {source}: {words}",
            )
        )
    stories = {placement.story for _, placement in group(told[1:], NOW)}
    assert len(stories) == 1


def test_a_hub_that_lists_everything_as_event_merges_nothing_of_its_own():
    hub = [
        an_item(
            id=f"hub-{hour}-{place}",
            source="hub",
            title="Event",
            url="https://hub.example/events",
            summary=None,
            venue=f"{place} Library",
            starts=NOW + timedelta(days=1, hours=hour),
        )
        for hour in range(4)
        for place in ("Ambleford", "Thornby")
    ]
    own = [replace(item, id=f"own-{item.id}", source="council") for item in hub]
    titled = [
        replace(item, title=f"{name} morning", url=None)
        for item, name in zip(
            own,
            ("Lace", "Chess", "Lego", "Jazz", "Clay", "Quilt", "Banjo", "Poetry"),
            strict=True,
        )
    ]
    assert len({placement.story for _, placement in group(hub, NOW)}) == len(hub)
    both = group([*hub, *titled], NOW)
    assert len({placement.story for _, placement in both}) == len(hub)


def test_an_untitled_event_is_known_at_a_place_that_every_town_has():
    fair = an_item(title="Christmas Fair", venue="Market Square", summary=None)
    untitled = replace(
        fair, id="hub-1", source="hub", title="Event", url="https://hub.example/events"
    )
    first, second = (placement.story for _, placement in group([fair, untitled], NOW))
    assert first == second
