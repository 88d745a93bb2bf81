"""How fast feeds are read, as ratios measured in one run.

Run it as `python -m bench.read_feeds [FOLDER OF FEEDS]`. Each line compares with
feedparser's own `parse` on the same bytes, best of several rounds.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from aggregator.model.document import Document
from aggregator.model.source import Source
from aggregator.read import read
from aggregator.read.encoding import decode
from aggregator.read.feed_fast import read_fast
from aggregator.read.feed_slow import read_slowly

URL = "https://news.example/feed"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SOURCE = Source(id="news", name="News", url=URL)
ITEM = """<item><title>Library&#8217;s opening hours {n}</title>
<link>https://news.example/2026/{n}/?a=1&amp;b=2</link>
<dc:creator><![CDATA[Press Office]]></dc:creator>
<pubDate>Fri, 20 Nov 2026 10:15:00 +0000</pubDate>
<category><![CDATA[Libraries]]></category><category>News</category>
<guid isPermaLink="false">https://news.example/?p={n}</guid>
<description><![CDATA[<p>{words}</p>]]></description>
<content:encoded><![CDATA[{paragraphs}<img src="/{n}.jpg" alt="">]]></content:encoded>
</item>"""
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def council_feed(entries: int = 20) -> bytes:
    words = "The library opens later on Thursdays. " * 6
    paragraph = (
        '<p>Caf\u00e9 &amp; library open <a href="/x">later</a> on Thursdays.</p>'
    )
    items = "".join(
        ITEM.format(n=n, words=words, paragraphs=paragraph * 14) for n in range(entries)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMESPACES}>'
        f"<channel><title>News</title><language>en-GB</language>{items}</channel></rss>"
    ).encode()


def best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def compare(bodies: list[bytes], rounds: int) -> dict[str, float]:
    texts = [decode(body, None).text for body in bodies]
    documents = [
        Document(url=URL, body=body, body_hash="0" * 32, fetched_at=NOW)
        for body in bodies
    ]
    peer = best(
        lambda: [feedparser.parse(body) for body in bodies], max(2, rounds // 4)
    )
    ours = {
        "fast reader alone": lambda: [read_fast(text, URL) for text in texts],
        "feedparser as we use it": lambda: [read_slowly(text, URL) for text in texts],
        "bytes to clean entries": lambda: [read(one, SOURCE, NOW) for one in documents],
    }
    return {name: peer / best(work, rounds) for name, work in ours.items()}


def main() -> None:
    body = council_feed()
    print(f"a council's feed, 20 entries, {len(body) // 1024} KiB, against feedparser")
    for name, ratio in compare([body], 40).items():
        print(f"  {name:28} {ratio:6.1f} times as fast")
    if len(sys.argv) > 1:
        bodies = [
            path.read_bytes() for path in sorted(Path(sys.argv[1]).rglob("*.xml"))
        ]
        texts = [decode(body, None).text for body in bodies]
        pairs = list(zip(bodies, texts, strict=True))
        sound = [(b, t) for b, t in pairs if not read_slowly(t, URL).fault]
        taken = [b for b, t in sound if read_fast(t, URL) is not None]
        share = 100 * (len(sound) - len(taken)) / len(sound)
        print(f"{len(sound)} well-formed feeds: {share:.1f} % fall back to feedparser")


if __name__ == "__main__":
    main()
