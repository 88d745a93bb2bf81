"""The council's way of speaking: which variant, which words, what stands at the end."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType

from aggregator.drafts import marks
from aggregator.drafts.template_rules import FACTS
from aggregator.drafts.templates import Values, Variant
from aggregator.model.campaign import Campaign
from aggregator.model.council import Tone, Voice
from aggregator.model.facts import Kind
from aggregator.model.story import Story

_GRAVE = re.compile(
    r"\b(?:died|dies|deaths?|funeral|tributes?|mourning|condolence\w*|bereave\w*"
    r"|murder\w*|stabb\w+|killed|fatal\w*|crash|attack\w*|terror\w*|suicide|abuse"
    r"|flood\w*|evacuat\w*|warning|emergency|fire at|closures?|closed|closing down"
    r"|redundanc\w*|job losses|homeless\w*|food ?bank\w*|outbreak|holocaust"
    r"|remembrance|memorial|war|cancer|dementia|domestic violence|missing(?! out))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<=^s)\d+(?= |$)")
# The golden ratio, less one, of 32 bits.
_GOLDEN, _WHOLE = 0x9E3779B1, 1 << 32
MOST_HASHTAGS = 2
_SIGN_OFF_RANK, _HASHTAGS_RANK, _EMOJI_RANK, _FIRST_HASHTAG_RANK = 3, 4, 5, 6
EMOJI = MappingProxyType(
    {
        Kind.EVENT: ("📚", "🗓️", "✨"),
        Kind.JOB: ("💼",),
        Kind.NEWS: ("📰", "📣"),
        Kind.BUSINESS: ("🏪", "🤝"),
        Kind.SHARE: ("👀", "💬"),
    }
)


def chosen(variants: Sequence[Variant], tone: Tone, story: Values, key: str) -> Variant:
    """The variant for a story: always the same one while its facts are the same.

    A variant that names a tone or a fact is preferred to one that suits all.
    """
    facts = frozenset(name for name in FACTS if story[name] is not None)
    toned = [one for one in variants if tone in one.tones]
    general = [one for one in variants if not one.tones]
    for among in (toned, general, list(variants)):
        fits = [one for one in among if one.needs <= facts and not one.lacks & facts]
        if fits:
            return fits[turn_of(key, len(fits))]
    return variants[turn_of(key, len(variants))]


def tone_for(own: Tone | None, voice: Voice, story: Story) -> Tone:
    """A campaign's `own` tone, or the council's; plain where a light one would hurt."""
    return Tone.PLAIN if is_grave(story) else own or voice.tone


def is_grave(story: Story) -> bool:
    """Whether the story speaks of loss, danger or something that is off."""
    # What somebody is wanted for may be grave; that somebody is wanted is not.
    told = "" if story.kind is Kind.JOB else story.summary or ""
    return bool(_GRAVE.search(f"{story.title} {told}"))


def turn_of(key: str, count: int) -> int:
    """Whose turn it is of `count`, by the key alone, the same on every machine.

    Stories are numbered in the order in which they come. Multiples of the golden ratio
    lie evenly however the numbers are spaced (Weyl), so that neighbours differ, also
    where every fourth story is news; chance would say one thing three times running.
    """
    match = _NUMBER.search(key)
    digest = hashlib.blake2b(key.encode(), digest_size=4).digest()
    number = int(match[0]) if match else int.from_bytes(digest, "big")
    return (number * _GOLDEN % _WHOLE) * count // _WHOLE


def swapped(text: str, voice: Voice, link: str | None) -> str:
    """The council's own words in place of those it avoids; addresses stay whole."""
    if not voice.swaps:
        return text
    pattern = _avoided(tuple(sorted(voice.swaps)))
    lowered = {avoid.lower(): use for avoid, use in voice.swaps.items()}

    def instead(match: re.Match[str]) -> str:
        found, use = match[0], lowered[match[0].lower()]
        return use[0].upper() + use[1:] if found[0].isupper() and use else use

    parts = text.split(link) if link else [text]
    return (link or "").join(pattern.sub(instead, part) for part in parts)


def with_emoji(text: str, voice: Voice, story: Story) -> str:
    """One emoji after the first line, where the council likes them."""
    if not voice.emoji or is_grave(story):
        return text
    choices = voice.emojis.get(story.kind) or EMOJI[story.kind]
    mark = choices[turn_of(story.id, len(choices))]
    first, newline, rest = text.strip().partition("\n")
    return (
        first + marks.marked(f" {mark}", marks.OPTIONAL, _EMOJI_RANK) + newline + rest
    )


def closing_words(voice: Voice, story: Story, campaign: Campaign | None = None) -> str:
    """What follows the link: hashtags, which give way before any fact does.

    Its campaign's comes first, then those of its place, then those of its kind.
    """
    own = [campaign.hashtag] if campaign and campaign.hashtag else []
    tags = [*own, *_place_tags(voice, story), *voice.hashtags.get(story.kind, ())]
    named = dict.fromkeys(f"#{hashtag(tag)}" for tag in tags if hashtag(tag))
    if not named:
        return ""
    first, *others = list(named)[:MOST_HASHTAGS]
    # The first says most, and gives way last.
    words = marks.marked(f"\n{first}", marks.OPTIONAL, _FIRST_HASHTAG_RANK)
    return words + "".join(
        marks.marked(f" {one}", marks.OPTIONAL, _HASHTAGS_RANK) for one in others
    )


def _place_tags(voice: Voice, story: Story) -> list[str]:
    where = f"{story.venue or ''}\n{story.address or ''}".casefold()
    return [
        tag
        for place, tags in voice.place_hashtags.items()
        if re.search(rf"(?<!\w){re.escape(place.casefold())}(?!\w)", where)
        for tag in tags
    ]


def sign_off(voice: Voice) -> str:
    """The council's sign-off as a line of its own, before the link."""
    if not voice.sign_off:
        return ""
    return marks.marked(f"{voice.sign_off}\n", marks.OPTIONAL, _SIGN_OFF_RANK)


def hashtag(tag: str) -> str:
    """A hashtag in CamelCase, which screen readers can read word by word."""
    words = re.findall(r"\w+", tag.lstrip("#"))
    return "".join(word[0].upper() + word[1:] for word in words)


@lru_cache(maxsize=16)
def _avoided(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    listed = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"(?<![\w#@./-])(?:{listed})(?![\w-])", re.IGNORECASE)
