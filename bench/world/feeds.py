"""The feeds of the bench's world: each its own, all alike in size and in kind.

Every feed tells 20 things in some 30 KB, in words as common and as rare as those of a
language. One thing in twenty is told by the next feed as well, as a press release is,
so that matching has something to find.
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache, lru_cache
from itertools import accumulate
from random import Random

ENTRIES = 20
NOW = datetime.now(UTC).replace(microsecond=0)
# A council tells about one thing a working day, so that twenty reach back four weeks.
_APART = timedelta(hours=34)
_ONSETS = "b bl br c ch cl d dr f fl g gr h k l m n p pl r s sh st t th tr v w".split()
_VOWELS = "a e i o u ai ea ee oa oo ou".split()
_ENDS = "b ck d g l ll m n nd ng nt p r rd rt s st t th".split()
# Language has a few words that are everywhere and a great many that are rare: the word
# of rank r is said 1/r as often as the first (Zipf). Names are beyond all counting.
_WORDS_KNOWN = 12_000
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


@lru_cache(maxsize=2500)
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
    chance = Random(told << 16 | thing)
    title = (
        f"{_name(told * 31 + thing)} {chance.choice(_WHAT)} {chance.choice(_DOES)} "
        f"{' '.join(_said(chance, 3))} {_name(chance.getrandbits(24))}"
    )
    said = _said(chance, 27)
    sentences = [
        f"The {' '.join(said[at : at + 9])} of {_name(told)} &amp; district. "
        for at in (0, 9, 18)
    ]
    paragraph = f'<p>{sentences[0] * 2}<a href="/more">Caf\u00e9 {said[9]}</a>.</p>'
    published = format_datetime(NOW - timedelta(minutes=told % 997) - _APART * thing)
    return (
        f"<item><title>{title}</title><link>{base}/2026/{place}/?a=1&amp;b=2</link>"
        "<dc:creator><![CDATA[Press Office]]></dc:creator>"
        f"<pubDate>{published}</pubDate>"
        f"<category><![CDATA[{said[0]}]]></category><category>News</category>"
        f'<guid isPermaLink="false">{base}/?p={place}</guid>'
        f"<description><![CDATA[<p>{''.join(sentences)}</p>]]></description>"
        f"<content:encoded><![CDATA[{paragraph * 3}"
        f'<img src="{base}/{place}.jpg" alt="{said[3]}">]]></content:encoded></item>'
    )


def _said(chance: Random, count: int) -> list[str]:
    """So many words, common ones commonly."""
    words, reach = _lexicon()
    return chance.choices(words, cum_weights=reach, k=count)


@cache
def _lexicon() -> tuple[tuple[str, ...], tuple[float, ...]]:
    words = tuple(
        _word(number * 7_919_111 % 9_999_991) for number in range(_WORDS_KNOWN)
    )
    return words, tuple(accumulate(1 / rank for rank in range(1, _WORDS_KNOWN + 1)))


def _name(number: int) -> str:
    # Neighbours in number are none in sound.
    return _word(number * 2_654_435_761 % 9_999_991).capitalize()


def _word(number: int) -> str:
    """A word of two syllables; no two numbers below ten million have the same."""
    said = ""
    for part in (_ONSETS, _VOWELS, _ENDS, _ONSETS, _VOWELS, _ENDS):
        number, which = divmod(number, len(part))
        said += part[which]
    return said
