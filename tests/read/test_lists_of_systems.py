"""Lists as the systems of councils write them, read by the selectors proposed."""

import pytest

from aggregator.model.facts import Kind
from aggregator.read import read
from aggregator.read.discover import discover
from tests.builders import NOW, a_document, a_source

NAMES = ("Lego club", "Rhyme time", "Craft morning", "Book group")
MENU = "".join(f"<li><a href=/m{n}>Another part of it {n}</a></li>" for n in range(5))
# A name, what repeats (with {n} and {name}), and what must be read of the first.
LOCALGOV = """<div class="views-row"><article class="node node--type-localgov-event">
<h3 class="node__title"><a href="/events/{n}"><span class="field">{name}</span></a></h3>
<div class="field field--name-localgov-event-date">Sat 5 December 2026, 10am - 11:30am
</div><div class="field field--name-localgov-event-location">Leyland Library</div>
<div class="field field--name-body"><p>Fun for all.</p></div></article></div>"""
UMBRACO = """<div class="col-md-4"><a class="card" href="/e/{n}"><img
data-src="/i{n}.jpg" src="/b.gif"><div class="card-body">
<h2 class="card-title h5">{name}</h2>
<p class="card-text event-date">5 Dec 2026 - 6 Dec 2026</p><p class="card-text">Burnley
Mechanics</p></div></a></div>"""
TRIBE = """<article class="tribe-event"><time class="tribe-event__datetime"
datetime="2026-12-05"><span>December 5 @ 10:00 am</span> - <span>12:00 pm</span></time>
<h3 class="tribe-event__title"><a href="/event/{n}/">{name}</a></h3>
<address class="tribe-event__venue">Village Hall</address></article>"""
SPYDUS = """<fieldset class="card card-list"><div class="card-title">
<a href="/cgi-bin/spydus.exe/ENQ?ID={n}">{name}</a></div><div class="card-text">
<div>Sat 05 Dec 2026 10:30 - 11:30</div><div>Harris Library</div></div></fieldset>"""
TERMS = """<div class="event"><h3><a href="/e/{n}">{name}</a></h3><dl><dt>When</dt>
<dd>5 December 2026, 2pm</dd><dt>Where</dt><dd>Chorley Library</dd><dt>Cost</dt>
<dd>Free</dd></dl></div>"""
SQUARESPACE = """<article class="eventlist-event"><h1 class="eventlist-title">
<a href="/events/{n}">{name}</a></h1><time class="event-date" datetime="2026-12-05">
Sat, 5 Dec</time><ul><li class="eventlist-meta-address">The Mill</li></ul></article>"""
JOBTRAIN = """<div class="jobBox"><h3 class="job-title"><a href="/Job?Id={n}">{name}</a>
</h3><ul><li class="salary"><strong>Salary:</strong> £25,000 - £27,000</li>
<li class="location"><strong>Location:</strong> Preston</li>
<li class="closing"><strong>Closing Date:</strong> 10/12/2026</li></ul></div>"""
LISTER = """<li class="lister__item"><h3 class="lister__header"><a href="/job/{n}/">
{name}</a></h3><ul>
<li class="lister__meta-item lister__meta-item--location">Walsall</li>
<li class="lister__meta-item lister__meta-item--salary">£25,000</li>
<li class="lister__meta-item lister__meta-item--recruiter">Walsall Council</li></ul>
<p class="lister__description">An exciting role</p></li>"""
LISTS = {
    "LocalGov Drupal": (
        LOCALGOV,
        {
            "url": "https://example.org/events/0",
            "starts": "2026-12-05T10:00:00+00:00",
            "ends": "2026-12-05T11:30:00+00:00",
            "venue": "Leyland Library",
            "summary": "Fun for all.",
        },
    ),
    "Umbraco": (
        UMBRACO,
        {
            "starts": "2026-12-05",
            "ends": "2026-12-06",
            "image": "https://example.org/i0.jpg",
            "summary": None,
        },
    ),
    "The Events Calendar": (
        TRIBE,
        {
            "starts": "2026-12-05T10:00:00+00:00",
            "ends": "2026-12-05T12:00:00+00:00",
            "venue": "Village Hall",
        },
    ),
    "Spydus": (
        SPYDUS,
        {
            "url": "https://example.org/cgi-bin/spydus.exe/ENQ?ID=0",
            "starts": "2026-12-05T10:30:00+00:00",
            "ends": "2026-12-05T11:30:00+00:00",
        },
    ),
    "a list of terms": (
        TERMS,
        {
            "starts": "2026-12-05T14:00:00+00:00",
            "venue": "Chorley Library",
            "price": "Free",
        },
    ),
    "Squarespace": (SQUARESPACE, {"starts": "2026-12-05", "address": "The Mill"}),
    "Jobtrain": (
        JOBTRAIN,
        {
            "kind": Kind.JOB,
            "closes": "2026-12-10",
            "venue": "Preston",
            "salary": "£25,000 - £27,000",
        },
    ),
    "a job board": (
        LISTER,
        {
            "kind": Kind.JOB,
            "venue": "Walsall",
            "salary": "£25,000",
            "employer": "Walsall Council",
            "summary": "An exciting role",
        },
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_the_list_is_found_and_each_part_of_its_cards_is_told_apart(name):
    card, expected = LISTS[name]
    cards = "".join(card.format(n=n, name=one) for n, one in enumerate(NAMES))
    page = (
        f"<!doctype html><title>All</title><nav><ul>{MENU}</ul></nav>"
        f"<main>{cards}</main><footer><ul>{MENU}</ul></footer>"
    )
    document = a_document(page)
    first = next(one for one in discover(document, NOW, "Europe/London") if one.page)
    assert first.entries == len(NAMES)
    source = a_source(kind=first.kind, page=first.page)
    entries = read(document, source, NOW).entries
    assert [entry.facts.title for entry in entries] == list(NAMES)
    facts = entries[0].facts
    found = {key: getattr(facts, key) for key in expected}
    for key in {"starts", "ends", "closes"} & set(found):
        found[key] = found[key].isoformat()
    assert found == expected
