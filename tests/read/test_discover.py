"""What an address offers, from the document alone."""

from dataclasses import replace

from aggregator.model.facts import Kind
from aggregator.read import read
from aggregator.read.discover import discover
from tests.builders import NOW, a_document, a_source

CARDS = "".join(
    f"""<li class="card card--{n}">
    <h3 class="card__title"><a href="/e/{n}">Walk {n}</a></h3>
    <span class="card__date">Sat {n} Dec 2026, 10.30am</span>
    <p class="card__location">Old Bridge</p>
    <img data-src="/i/{n}.jpg" src="/blank.gif"><p>Meet at the bridge.</p></li>"""
    for n in (5, 12, 19)
)
MENU = (
    "<nav><ul>"
    + "<li class=menu><a href='/x'>A menu entry</a></li>" * 9
    + "</ul></nav>"
)
PAGE = f"""<!DOCTYPE html><html><head><title>What's on | Ambleford</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="stylesheet" href="/wp-content/themes/a.css"></head>
<body>{MENU}<ul class="cards">{CARDS}</ul>
<a href="webcal://ambleford.example/all.ics">Subscribe</a>
<footer><a href=/a>About this site we run</a></footer></body></html>"""
URL = "https://ambleford.example/whats-on"


def proposals(text, url=URL):
    return discover(a_document(text, url=url), NOW, "Europe/London")


def test_a_feed_and_a_calendar_that_a_page_links_to_are_proposed_first():
    first, second = proposals(PAGE)[:2]
    assert (first.url, first.format, first.name) == (
        "https://ambleford.example/news.rss",
        "feed",
        "News",
    )
    assert (second.url, second.format, second.kind) == (
        "https://ambleford.example/all.ics",
        "calendar",
        Kind.EVENT,
    )


def test_selectors_are_proposed_for_repeating_blocks():
    (block, *_) = [one for one in proposals(PAGE) if one.page]
    assert block.entries == 3
    assert block.kind is Kind.EVENT
    assert block.examples == ("Walk 5", "Walk 12", "Walk 19")
    source = a_source(url=URL, kind=block.kind, format=block.format, page=block.page)
    entry = read(a_document(PAGE, url=URL), source, NOW).entries[0].facts
    assert entry.starts.isoformat() == "2026-12-05T10:30:00+00:00"
    assert entry.venue == "Old Bridge"
    assert entry.url == "https://ambleford.example/e/5"
    assert entry.image == "https://ambleford.example/i/5.jpg"
    assert entry.summary == "Meet at the bridge."


def test_a_menu_is_no_list_of_news():
    assert not [
        one for one in proposals(f"<html><body>{MENU}</body></html>") if one.page
    ]


def test_usual_places_of_a_recognised_system_are_guesses():
    guesses = [one for one in proposals(PAGE) if not one.seen]
    assert guesses[0].url == "https://ambleford.example/feed/"
    assert "WordPress" in guesses[0].why
    assert all(one.entries is None for one in guesses)


def test_structured_data_is_proposed_with_what_it_brings():
    page = """<html><script type="application/ld+json">
    {"@type": "Event", "name": "Fair", "startDate": "2026-12-05"}</script></html>"""
    one = proposals(page)[0]
    assert (one.format, one.kind, one.examples) == ("page", Kind.EVENT, ("Fair",))
    assert one.page is None


def test_an_address_that_is_a_feed_is_the_proposal():
    feed = "<rss><channel><item><title>Fair</title></item></channel></rss>"
    (one,) = proposals(feed)
    assert replace(one, why="") == replace(
        one,
        url=URL,
        format="feed",
        kind=Kind.NEWS,
        entries=1,
        examples=("Fair",),
        why="",
    )


def test_a_feed_and_a_calendar_are_called_what_they_call_themselves():
    item = "<item><title>Fair</title></item>"
    feed = f"<rss><channel><title>Our news</title>{item}</channel></rss>"
    assert proposals(feed)[0].name == "Our news"
    calendar = (
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Our events\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTART:20261205T100000Z\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert proposals(calendar)[0].name == "Our events"


def test_nothing_is_proposed_for_nothing():
    assert proposals("") == ()
    assert proposals("%PDF-1.7") == ()


def listing(*cards, around="<div>{}</div>", title="What's on"):
    menu = "<li><a href='/m'>An entry of the menu</a></li>" * 6
    return (
        f"<html><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<main>{around.format(''.join(cards))}</main></body></html>"
    )


def best(page, url=URL):
    (offer, *_) = [one for one in proposals(page, url) if one.page]
    source = a_source(url=url, kind=offer.kind, format="page", page=offer.page)
    return offer, [
        one.facts for one in read(a_document(page, url=url), source, NOW).entries
    ]


def test_the_columns_of_a_table_of_jobs_are_known_by_their_headings():
    jobs = [
        ("Library Assistant", "5/1/27"),
        ("Archivist", "12/1/27"),
        ("Cleaner", "19/1/27"),
    ]
    rows = (
        f"<tr><td><a href='/job/{n}'>{name}</a></td><td>£24,404</td><td>{day}</td></tr>"
        for n, (name, day) in enumerate(jobs)
    )
    heads = "<tr><th>Job</th><th>Salary</th><th>Closing date</th></tr>"
    offer, found = best(
        listing(
            *rows, around=f"<table><thead>{heads}</thead><tbody>{{}}</tbody></table>"
        )
    )
    assert offer.kind is Kind.JOB
    assert [one.title for one in found] == [name for name, _ in jobs]
    assert found[0].closes.isoformat() == "2027-01-05"
    assert found[0].salary == "£24,404"


def test_terms_are_known_by_the_words_before_them():
    cards = (
        f"<div class='result'><h2><a href='/e/{n}'>Walk {n}</a></h2><dl><dt>Where</dt>"
        f"<dd>Old Bridge</dd><dt>Date</dt><dd>{n} January 2027</dd></dl></div>"
        for n in (12, 14, 19)
    )
    _, found = best(listing(*cards))
    assert found[0].venue == "Old Bridge"
    assert found[0].starts.isoformat() == "2027-01-12"


def test_fields_of_one_class_are_told_apart_by_their_others():
    cards = (
        "<div class='views-row'>"
        f"<p class='views-field views-field-title'><a href='/e/{n}'>Walk {n}</a></p>"
        f"<p class='views-field views-field-date'>{n} January 2027</p></div>"
        for n in (12, 14, 19)
    )
    _, found = best(listing(*cards))
    assert (found[0].title, found[0].starts.isoformat()) == ("Walk 12", "2027-01-12")


def test_a_card_named_event_is_not_taken_for_an_even_one():
    cards = (
        f"<a class='event-card event-card--even' href='/e/{n}'><h3>Walk {n}</h3>"
        "<p>Come with us to the old bridge.</p></a>"
        for n in (12, 14, 19)
    )
    assert best(listing(*cards))[0].page.item == "a.event-card"


def test_a_list_without_names_does_not_bring_the_menu_too():
    items = (f"<li><a href='/e/{n}'>A walk number {n}</a></li>" for n in (12, 14, 19))
    offer, found = best(listing(*items, around="<ul>{}</ul>"))
    assert offer.page.item == "main ul > li"
    assert len(found) == 3


def test_what_lies_over_a_page_is_no_list():
    windows = (
        f"<div class='modal'><h4>Window {n}</h4><p>About it. <a href=#>x</a></p></div>"
        for n in range(3)
    )
    assert not [one for one in proposals(listing(*windows)) if one.page]


def guesses(page, url=URL):
    return [one.url for one in proposals(f"<html>{page}", url) if not one.seen]


def test_the_systems_that_councils_use_are_asked_where_they_keep_things():
    libcal = (
        "<a href='https://ambleford.libcal.com/calendar/events?cid=12898&t=m'>All</a>"
    )
    assert "https://ambleford.libcal.com/rss.php?m=month&cid=12898" in guesses(libcal)
    own = '<body id="calendar_15272"><script src="//libapps.springshare.com/"></script>'
    assert (
        "https://events.ambleford.example/ical_subscribe.php?src=p&cid=15272"
        in guesses(own, "https://events.ambleford.example/calendar/all")
    )
    tribe = "<body class='tribe_events'><p>Events</p></body>"
    assert guesses(tribe)[1] == (
        "https://ambleford.example/?post_type=tribe_events&ical=1&eventDisplay=list"
    )
    brite = (
        "<p><a href='https://www.eventbrite.co.uk/o/ambleford-libraries-123'>E</a></p>"
    )
    assert "https://www.eventbrite.co.uk/o/ambleford-libraries-123" in guesses(brite)
    spydus = (
        "<p><a href='https://ambleford.spydus.co.uk/cgi-bin/spydus.exe/X'>E</a></p>"
    )
    assert guesses(spydus)[0].startswith("https://ambleford.spydus.co.uk/cgi-bin/")
    modern = "<p><a href='https://democracy.a.example/ieListMeetings.aspx'>M</a></p>"
    assert "https://democracy.a.example/mgWhatsNew.aspx" in guesses(modern)


def test_feeds_are_known_by_how_systems_name_them():
    links = ("/rss.php?m=month&cid=1", "/mgRssHandler.aspx?id=2", "/?feed=rss2")
    page = "".join(f"<a href='{one}'>Feed</a>" for one in links)
    found = {
        one.url for one in proposals(f"<html><body>{page}</body></html>") if one.seen
    }
    assert found == {f"https://ambleford.example{one}" for one in links}
