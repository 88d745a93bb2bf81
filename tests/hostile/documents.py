"""Documents that were written to do harm, by the name of the source that sends them."""

import gzip
import json
import zlib

import brotli

from aggregator.fetch.limits import MIB
from tests.fetch.servers import ok

ZEROS = bytes(125 * MIB)
FEED, PAGE, DIARY, JSON = (
    f"Content-Type: {kind}"
    for kind in (
        "application/rss+xml",
        "text/html; charset=utf-8",
        "text/calendar",
        "application/feed+json",
    )
)
ITEM = (
    "<item><title>{}</title><link>https://example.org/{}</link>"
    "<pubDate>Mon, 23 Nov 2026 08:00:00 +0000</pubDate></item>"
)


def rss(inside: str, before: str = "") -> bytes:
    head = f'<?xml version="1.0"?>{before}<rss version="2.0"><channel>'
    return f"{head}<title>t</title>{inside}</channel></rss>".encode()


def _dated(written: str) -> bytes:
    return rss(ITEM.format("x", 1).replace("Mon, 23 Nov 2026 08:00:00", written))


def _script(text: str) -> bytes:
    start = '<!doctype html><title>x</title><script type="application/ld+json">'
    return f"{start}{text}</script>".encode()


SCHEDULE = (
    '{"@type":"Schedule","repeatFrequency":"P1D","startDate":"1000-01-01",'
    '"repeatCount":99999999}'
)
SCHEDULES = ",".join([SCHEDULE] * 3000)


def _entities() -> bytes:
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return rss(ITEM.format("&a11;", 1), f"<!DOCTYPE rss [{''.join(lines)}]>")


def _quadratic() -> bytes:
    big = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 60_000}">]>'
    return rss(ITEM.format("&a;" * 60_000, 1), big)


def external(address: str) -> bytes:
    entities = (
        f'<!DOCTYPE rss SYSTEM "{address}/dtd" [<!ENTITY x SYSTEM "{address}/entity">'
        f'<!ENTITY % p SYSTEM "{address}/parameter"> %p;]>'
    )
    return rss(ITEM.format("&x;", 1), entities)


def _diary(rule: str) -> bytes:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTAMP:20261101T090000Z\r\nDTSTART:20261101T090000Z\r\n"
        f"SUMMARY:For ever\r\n{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def written_by(name: str) -> bytes:
    """What feedparser looks for an address in, again from each of its letters."""
    return rss("&bad;" + ITEM.format("News", 1).replace("<link>", AUTHOR.format(name)))


AUTHOR = "<author>{}</author><link>"


def references(many: int, each: int) -> bytes:
    """Events that are part of one another, many times over."""
    parts = [{"@id": f"#{n}"} for n in range(each)]
    events = [
        {
            "@id": f"#{n}",
            "@type": "Event",
            "name": f"Fair {n}",
            "startDate": "2026-12-01",
            "subEvent": parts,
        }
        for n in range(many)
    ]
    script = f'<script type="application/ld+json">{json.dumps(events)}</script>'
    return f"<!doctype html><title>Fairs</title>{script}".encode()


def beginnings(many: int) -> bytes:
    return b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nSUMMARY:x\r\n" * many


def zones(many: int, rule: str) -> bytes:
    """A zone whose clocks change all the time, since 1900."""
    changes = (
        "BEGIN:STANDARD\r\nDTSTART:19000101T000000\r\nTZOFFSETFROM:+0000\r\n"
        f"TZOFFSETTO:+0100\r\n{rule}\r\nEND:STANDARD\r\n"
    )
    zone = f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{changes * many}END:VTIMEZONE\r\n"
    return (
        _diary("X-NOTHING:x")
        .replace(b"BEGIN:VEVENT", f"{zone}BEGIN:VEVENT".encode())
        .replace(b"DTSTART:2026", b"DTSTART;TZID=X:2026")
    )


def diary_of(many: int, rule: str) -> bytes:
    """A calendar of as many events, each recurring by a rule."""
    event = _diary(rule).partition(b"BEGIN:VEVENT")[2].partition(b"END:VCALENDAR")[0]
    events = b"".join(
        b"BEGIN:VEVENT" + event.replace(b"UID:1", b"UID:%d" % n) for n in range(many)
    )
    return b"BEGIN:VCALENDAR\r\n" + events + b"END:VCALENDAR\r\n"


MANY_DATES = ",".join(
    f"2026{m:02}{d:02}T{h:02}0000Z"
    for m in range(1, 13)
    for d in range(1, 29)
    for h in range(24)
)
DEEP = 200_000

DOCUMENTS = {
    "gzip": ok(gzip.compress(ZEROS), FEED, "Content-Encoding: gzip"),
    "deflate": ok(zlib.compress(ZEROS), FEED, "Content-Encoding: deflate"),
    "brotli": ok(brotli.compress(ZEROS, quality=1), FEED, "Content-Encoding: br"),
    "gzip-just-below": ok(
        gzip.compress(rss(ITEM.format("x" * (9 * MIB), 1))),
        FEED,
        "Content-Encoding: gzip",
    ),
    "entities": ok(_entities(), FEED),
    "quadratic": ok(_quadratic(), FEED),
    "deep-xml": ok(rss("<a>" * DEEP + "</a>" * DEEP), FEED),
    "deep-html": ok(b"<!doctype html>" + b"<div>" * DEEP, PAGE),
    "deep-json": ok(b'{"items":' + b"[" * DEEP + b"]" * DEEP + b"}", JSON),
    "many-attributes": ok(
        rss("<item " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/>"), FEED
    ),
    "many-entries": ok(rss("".join(ITEM.format(n, n) for n in range(20_000))), FEED),
    "secondly": ok(_diary("RRULE:FREQ=SECONDLY"), DIARY),
    "minutely": ok(_diary("RRULE:FREQ=MINUTELY;INTERVAL=1"), DIARY),
    "by-the-second": ok(
        _diary(
            "RRULE:FREQ=DAILY;BYHOUR="
            + ",".join(map(str, range(24)))
            + ";BYMINUTE="
            + ",".join(map(str, range(60)))
            + ";BYSECOND="
            + ",".join(map(str, range(60)))
        ),
        DIARY,
    ),
    "every-hour": ok(diary_of(600, "RRULE:FREQ=HOURLY"), DIARY),
    "huge-diary": ok(diary_of(60_000, "X-NOTHING:x"), DIARY),
    "huge-rules": ok(diary_of(20_000, "RRULE:FREQ=DAILY;BYDAY=MO"), DIARY),
    "zone-by-the-second": ok(zones(1, "RRULE:FREQ=SECONDLY"), DIARY),
    "zone-by-the-day": ok(zones(50, "RRULE:FREQ=DAILY"), DIARY),
    "beginnings": ok(beginnings(100_000), DIARY),
    "far-too-long": ok(_diary("DURATION:P99999999D"), DIARY),
    "many-dates": ok(_diary(f"RDATE:{MANY_DATES}"), DIARY),
    "never-matches": ok(_diary("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), DIARY),
    "long-word": ok(rss(ITEM.format("a" * MIB, 1)), FEED),
    "spaces": ok(rss(ITEM.format(" " * MIB + "x", 1)), FEED),
    "author": ok(written_by("a" * 400_000), FEED),
    "author-dots": ok(written_by("a@a." * 100_000), FEED),
    "date-of-digits": ok(_dated("1" * MIB), FEED),
    "date-of-days": ok(_dated("Mon, " * 100_000), FEED),
    "date-of-times": ok(_dated("10am-" * 100_000), FEED),
    "broken-date": ok(b"&bad;" + _dated("2026-" * 80_000), FEED),
    "title-of-tags": ok(rss(ITEM.format("&lt;b&gt;" * 60_000, 1)), FEED),
    "quotes": ok(rss('<item><content url="' + '"a="' * 700_000), FEED),
    "references": ok(references(300, 80), PAGE),
    "endless-string": ok(_script('{"@type":"Event","name":"' + "a" * 2_900_000), PAGE),
    "endless-escape": ok(_script('{"a":"' + "\\\\" * 1_400_000), PAGE),
    "deep-ld": ok(_script('{"@type":"Event","subEvent":' * 90_000), PAGE),
    "schedule": ok(
        _script(f'{{"@type":"Event","name":"x","eventSchedule":[{SCHEDULES}]}}'), PAGE
    ),
    "open-links": ok(b"<!doctype html>" + b"<a href=x>" * 290_000, PAGE),
    "open-events": ok(
        b"<!doctype html>" + b"<p itemscope itemtype=http://schema.org/Event>" * 60_000,
        PAGE,
    ),
    "h-events": ok(b"<!doctype html>" + b'<div class="h-event">' * 120_000, PAGE),
    "long-number": ok(
        b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":'
        + b"9" * 400_000
        + b"}]}",
        JSON,
    ),
    "many-lists": ok(b"<urlset>" + b"<url>" * 500_000, FEED),
    "half-tags": ok(rss(ITEM.format("&lt;a " * 100_000, 1)), FEED),
    "half-comments": ok(b"<!doctype html>" + b"<!--" * 300_000, PAGE),
    "wrong-encoding": ok(
        "\ufeff".encode("utf-16-le") + rss(ITEM.format("caf\xe9", 1)),
        "Content-Type: text/xml; charset=ascii",
    ),
    "no-such-encoding": ok(
        rss(ITEM.format("x", 1)), "Content-Type: text/xml; charset=x"
    ),
    "lying-type": ok(b"%PDF-1.7\n" + bytes(range(256)) * 100, FEED),
    "picture": ok(b"\x89PNG\r\n\x1a\n" + bytes(1000), PAGE),
    "mixed": ok(
        rss(ITEM.format("x", 1)) + b"<html><body>and a page</body></html>", FEED
    ),
    "two-feeds": ok(rss(ITEM.format("x", 1)) * 2, FEED),
    "nulls": ok(rss(ITEM.format("a\x00b", 1)), FEED),
    "nothing": ok(b"", FEED),
}
