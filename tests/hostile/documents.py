"""Documents that were written to do harm, by the name of the source that sends them."""

import gzip
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
    "many-dates": ok(_diary(f"RDATE:{MANY_DATES}"), DIARY),
    "never-matches": ok(_diary("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), DIARY),
    "long-word": ok(rss(ITEM.format("a" * MIB, 1)), FEED),
    "spaces": ok(rss(ITEM.format(" " * MIB + "x", 1)), FEED),
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
