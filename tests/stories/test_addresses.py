"""One page under many addresses, and many things at one."""

import pytest

from aggregator.model.facts import Kind
from aggregator.stories.address import canonical, comparable, is_list
from aggregator.stories.group import group
from tests.builders import NOW, an_item

PAGE = "https://www.ambleford.example/whats-on/lace-making"

SAME = [
    # tracking
    f"{PAGE}?utm_source=newsletter&utm_medium=email&utm_campaign=dec",
    f"{PAGE}?fbclid=IwAR0x",
    f"{PAGE}?gclid=1&gbraid=2&msclkid=3",
    f"{PAGE}?mc_cid=a&mc_eid=b",
    f"{PAGE}?ref=twitter",
    f"{PAGE}?_ga=2.1&_gl=1",
    f"{PAGE}?UTM_Source=X",
    # fragments, slashes, indexes, ports, case of the host, schemes, www
    f"{PAGE}#book",
    f"{PAGE}/",
    f"{PAGE}/index.html",
    f"{PAGE}/index.php?utm_source=x",
    "http://www.ambleford.example/whats-on/lace-making",
    "https://ambleford.example/whats-on/lace-making",
    "HTTPS://WWW.AMBLEFORD.EXAMPLE:443/whats-on/lace-making",
    "https://www.ambleford.example//whats-on//lace-making",
    "https://www.ambleford.example/whats-on/../whats-on/./lace-making",
    " https://www.ambleford.example/whats-on/lace-making ",
    # AMP and mobile
    f"{PAGE}/amp",
    f"{PAGE}/amp/",
    f"{PAGE}?amp=1",
    f"{PAGE}?outputType=amp",
    "https://amp.ambleford.example/whats-on/lace-making",
    "https://www.ambleford.example/amp/whats-on/lace-making",
    "https://m.ambleford.example/whats-on/lace-making",
    "https://mobile.ambleford.example/whats-on/lace-making",
    "https://www.google.com/amp/s/www.ambleford.example/whats-on/lace-making",
    "https://e.cdn.ampproject.org/c/s/www.ambleford.example/whats-on/lace-making",
    # sessions
    f"{PAGE};jsessionid=0A1B",
    f"{PAGE}?PHPSESSID=1",
]

OTHERS = [
    "https://www.ambleford.example/whats-on/lace-making-2",
    "https://www.ambleford.example/whats-on/lace",
    "https://www.ambleford.example/whats-on/Lace-Making/gallery",
    "https://www.ambleford.example/whats-on/lace-making?date=2026-12-05",
    "https://www.ambleford.example/whats-on/lace-making?id=7",
    "https://library.ambleford.example/whats-on/lace-making",
    "https://www.ambleford.example:8443/whats-on/lace-making",
    "https://www.nettleby.example/whats-on/lace-making",
    "https://www.ambleford.example/whats-on/amplifiers",
    "https://www.ambleford.example/#!/lace-making",
]


@pytest.mark.parametrize("address", SAME)
def test_one_page_has_one_address_however_it_is_written(address):
    assert comparable(address) == comparable(PAGE)
    assert comparable(canonical(address)) == comparable(PAGE)


@pytest.mark.parametrize("address", OTHERS)
def test_what_leads_elsewhere_stays_another_address(address):
    assert comparable(address) != comparable(PAGE)


@pytest.mark.parametrize("address", [*SAME, *OTHERS, "", "not an address", "https://["])
def test_a_canonical_address_stays_as_it_is(address):
    assert canonical(canonical(address)) == canonical(address)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://twitter.com/c/status/12", "https://x.com/c/status/12?s=20&t=abc"),
        ("https://mobile.twitter.com/c/status/12", "https://x.com/c/status/12"),
        ("https://e.example/a?b=1&a=2", "https://e.example/a?a=2&b=1"),
        ("https://xn--caf-dma.example/a", "https://café.example/a"),
        ("https://e.example/caf%C3%A9", "https://e.example/café"),
    ],
)
def test_other_spellings_of_one_address(one, other):
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.com/c/status/12", "https://x.com/c/status/13"),
        ("https://e.example/a?page=1", "https://e.example/a?page=2"),
        ("https://e.example/A", "https://e.example/a"),
        ("https://m.example/a", "https://example/a"),
    ],
)
def test_addresses_that_only_look_alike(one, other):
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize(
    "address",
    [
        "https://ambleford.example",
        "https://ambleford.example/",
        "https://ambleford.example/events/",
        "https://ambleford.example/whats-on?category=family",
        "https://ambleford.example/news/index.html",
        "https://ambleford.example/jobs/current-vacancies",
    ],
)
def test_a_list_is_no_page_of_its_own(address):
    assert is_list(address)


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "https://ambleford.example/?event=12",
        "https://ambleford.example/events/12",
        "https://ambleford.example/events?id=12",
        "https://ambleford.example/#!/events/lace",
    ],
)
def test_a_page_of_its_own_is_no_list(address):
    assert not is_list(address)


def hub(number, **named):
    """One entry of a hub that calls everything "Event" and links to itself."""
    values = {"title": "Event", "url": "https://hub.example/events", "summary": None}
    return an_item(id=f"hub-{number}", source="hub", **{**values, **named})


def stories_of(*items):
    return [placement.story for _, placement in group(items, NOW)]


def test_a_hub_that_calls_everything_event_on_one_address_keeps_things_apart():
    found = stories_of(
        hub(1),
        hub(2, venue="Thornby Library"),
        hub(3, starts=an_item().starts.replace(hour=15)),
        hub(4, title="Lace making"),
        hub(5, title="Chess club"),
        hub(6, kind=Kind.NEWS, starts=None, venue=None, published=NOW),
    )
    assert len(set(found)) == 6


def test_an_untitled_event_of_a_hub_joins_what_is_at_its_time_and_place():
    assert len(set(stories_of(an_item(), hub(1)))) == 1


def test_two_different_things_on_one_page_of_their_own_stay_apart():
    morning = an_item(id="a", title="Lace making", url=PAGE, summary=None)
    other = an_item(id="b", title="Pottery taster", url=PAGE, summary=None)
    assert len(set(stories_of(morning, other))) == 2
