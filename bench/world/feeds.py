"""The feeds of the bench's world: each its own, all alike in size and in kind.

Every feed tells 20 things in some 30 KB. One thing in twenty is told by the next feed
as well, as a press release is, so that matching has something to find.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache

ENTRIES = 20
NOW = datetime.now(UTC).replace(microsecond=0)
_SYLLABLES = tuple(
    """
    ash bar bex cal cor dal den dun ea els fen ford gar gate hal ham hex hol ing
    kel kir lan ley lin lo mar mel mill mor nor oak pen port pres rad ros sal sed
    shaw sil stan stoke sut tar thorn ton tre up wal wen wick win wor yar
    """.split()
)
_WHAT = tuple(
    """
    Bridge Library Playground Market Footpath Museum Gallery Harbour Orchard
    Theatre Allotments Cemetery Pool Stadium Archive Nursery Quarry Windmill
    Reservoir Depot
    """.split()
)
_DOES = tuple(
    """
    reopens closes wins seeks gets celebrates inspects launches hosts extends publishes
    repairs paints plants welcomes thanks remembers protects floods upgrades widens
    surveys debates approves rejects delays finishes begins rents lends rescues crowns
    """.split()
)
_WORDS = tuple(
    """
    residents councillors consultation funding drainage heritage volunteers
    planning footbridge pavement lighting recycling allotment grant scheme survey
    meeting report building garden repair history exhibition school road project
    museum partnership
    """.split()
)


@lru_cache(maxsize=2000)
def body(number: int, edition: int = 0, count: int = ENTRIES) -> bytes:
    """The feed of that number; another edition has one entry that is new."""
    base = f"https://council{number}.example"
    entries = [_entry(base, number, place) for place in range(count)]
    if edition:
        entries = [_entry(base, number, 1000 + edition), *entries[:-1]]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{_name(number)} Council news</title><link>{base}/</link>"
        f'<atom:link href="{base}/feed/" rel="self" type="application/rss+xml" />'
        "<description>News</description><language>en-GB</language>"
        f"{''.join(entries)}</channel></rss>"
    ).encode()


def etag(number: int, edition: int = 0) -> str:
    return f'"{number}-{edition}"'


def _entry(base: str, number: int, place: int) -> str:
    # The first entry of a feed is told by the feed before it as its last.
    told = number + 1 if place == ENTRIES - 1 else number
    thing = 0 if place == ENTRIES - 1 else place
    chance = hashlib.blake2b(f"{told}/{thing}".encode(), digest_size=32).digest()
    title = (
        f"{_name(told * 31 + thing)} {_WHAT[chance[0] % len(_WHAT)]} "
        f"{_DOES[chance[1] % len(_DOES)]} {_name(chance[2] << 8 | chance[3])} "
        f"{_name(chance[4] << 4 | chance[5] & 15)[:-3].lower()} "
        f"{_WORDS[chance[6] % len(_WORDS)]}"
    )
    said = [_WORDS[byte % len(_WORDS)] for byte in chance]
    sentence = f"The {' '.join(said[:9])} of {_name(told)} &amp; district. "
    paragraph = f'<p>{sentence * 2}<a href="/more">Caf\u00e9 {said[9]}</a>.</p>'
    published = format_datetime(NOW - timedelta(minutes=told % 997 + 131 * thing))
    return (
        f"<item><title>{title}</title><link>{base}/2026/{place}/?a=1&amp;b=2</link>"
        "<dc:creator><![CDATA[Press Office]]></dc:creator>"
        f"<pubDate>{published}</pubDate>"
        f"<category><![CDATA[{said[0]}]]></category><category>News</category>"
        f'<guid isPermaLink="false">{base}/?p={place}</guid>'
        f"<description><![CDATA[<p>{sentence * 3}</p>]]></description>"
        f"<content:encoded><![CDATA[{paragraph * 3}"
        f'<img src="{base}/{place}.jpg" alt="{said[3]}">]]></content:encoded></item>'
    )


def _name(number: int) -> str:
    count = len(_SYLLABLES)
    first, rest = number % count, number // count
    second, third = rest % count, rest // count % count
    return (_SYLLABLES[first] + _SYLLABLES[second] + _SYLLABLES[third]).capitalize()
