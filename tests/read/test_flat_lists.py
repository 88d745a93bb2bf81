"""Lists whose parts stand apart: the hour from the day, one thing from its words."""

import pytest

from aggregator.model.source import PageRules
from aggregator.read import read
from tests.builders import a_document, a_source
from tests.read.test_discover import NOW, URL, best, listing, proposals

EVENTS = [
    ("Craft morning", "Saturday 12 December 2026", "10am to 12noon", "Old Bridge"),
    ("Carols", "Tuesday 15 December 2026", "7.30pm - 9pm", "Market Hall"),
    ("Rhyme time", "Monday 4 January 2027", "10:15am", "Library"),
]
STARTS = [
    "2026-12-12T10:00:00+00:00",
    "2026-12-15T19:30:00+00:00",
    "2027-01-04T10:15:00+00:00",
]


def all_of(written):
    return [
        written.format(n=n, title=title, day=day, hour=hour, place=place)
        for n, (title, day, hour, place) in enumerate(EVENTS)
    ]


TABLE = listing(
    *all_of(
        "<tr><td>{day}</td><td><a href='/e/{n}'>{title}</a></td><td>{hour}</td></tr>"
    ),
    around="<table><tr><th>Date</th><th>What</th><th>Time</th></tr>{}</table>",
)
CARDS = listing(
    *all_of(
        "<a class='card' href='/e/{n}'><time>{day}</time><h3>{title}</h3>"
        "<p>{place} | {hour}</p></a>"
    )
)
HEADINGS = listing(
    *all_of(
        "<h2>{title}</h2><p><strong>Date:</strong> {day}<br><b>Time:</b> {hour}</p>"
        "<p>For everybody in {place}. <a href='/e/{n}'>More</a></p>"
    )
)
TERMS = listing(
    *all_of("<dt>{day}</dt><dd><a href='/e/{n}'>{title}</a>, {hour}, {place}</dd>"),
    around="<dl>{}</dl>",
)
NAMES = listing(*all_of("<dt>{title}</dt><dd>{day}, {hour}</dd>"), around="<dl>{}</dl>")


@pytest.mark.parametrize("page", [TABLE, CARDS, HEADINGS, TERMS, NAMES])
def test_each_is_proposed_with_its_title_day_and_hour(page):
    _, found = best(page)
    assert [one.title for one in found] == [title for title, *_ in EVENTS]
    assert [one.starts.isoformat() for one in found] == STARTS
    if page is not NAMES:
        assert [one.url[-4:] for one in found] == ["/e/0", "/e/1", "/e/2"]


def test_a_day_and_its_month_may_stand_apart():
    days = [("5", "Dec"), ("12", "Dec"), ("9", "Jan")]
    cards = (
        f"<li><div class='cal'><span>{day}</span><span>{month}</span></div>"
        f"<div><a href='/e/{day}'>Walk to the bridge</a> at 2pm</div></li>"
        for day, month in days
    )
    _, found = best(listing(*cards, around="<ul class='walks'>{}</ul>"))
    assert [one.starts.isoformat()[:16] for one in found] == [
        "2026-12-05T14:00",
        "2026-12-12T14:00",
        "2027-01-09T14:00",
    ]


def test_headings_without_dates_are_no_list():
    advice = "".join(
        f"<h2>Advice {n}</h2><p>What to do about it, in many words.</p>"
        for n in range(5)
    )
    assert not [one for one in proposals(listing(advice)) if one.page]


def test_an_hour_that_cannot_be_read_leaves_the_day_and_is_told():
    page = "<ul><li><b>Walk</b> <i>12 December 2026</i> <u>from 25.70</u></li></ul>"
    rules = PageRules(item="li", title="b", starts="i", time="u")
    source = a_source(url=URL, format="page", page=rules)
    reading = read(a_document(page, url=URL), source, NOW)
    assert reading.entries[0].facts.starts.isoformat() == "2026-12-12"
    assert "from 25.70" in reading.problems[0]
