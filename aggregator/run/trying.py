"""A template tried on a story: what each of its ways of saying it would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from aggregator.drafts.compose import compose
from aggregator.drafts.formerly import formerly
from aggregator.drafts.templates import Templates, Variant
from aggregator.drafts.view import view
from aggregator.drafts.voice import chosen, tone_for
from aggregator.model.council import Council, Voice
from aggregator.model.draft import ANNOUNCE, Composed
from aggregator.model.facts import Kind, Status
from aggregator.model.story import Story
from aggregator.stories.following import worth_telling

_STATUS = MappingProxyType(
    {
        "cancellation": Status.CANCELLED,
        "postponement": Status.POSTPONED,
        "sold-out": Status.SOLD_OUT,
    }
)
_CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One way of saying it, at its line of the file.

    `asks` are its conditions in words. `chosen` is whether the story would get it;
    `composed` is nothing where the story lacks what it asks for.
    """

    line: int
    asks: str
    chosen: bool
    composed: Composed | None


def try_out(
    file: str,
    variants: Sequence[Variant],
    story: Story,
    network: str,
    *,
    council: Council,
    voice: Voice,
    now: datetime,
) -> tuple[Tried, ...]:
    """What each variant of a file says of the story, as if the occasion were there.

    Any story is told as cancelled by `cancellation.j2`, as moved by a day by
    `change.j2`, and as one that is on by the others.

    Raises:
        TemplateError: a variant fails on this story.
    """
    # A campaign's own is in a folder; what it is for is told by its name alike.
    file = file.rpartition("/")[2]
    stem, _, language = file.removesuffix(".j2").partition(".")
    status = _STATUS.get(stem, Status.SCHEDULED)
    shown = replace(story, language=language or "en", status=status)
    former = _former(shown, council, now) if stem == _CHANGE else {}
    facts = view(shown, council, now, language or "en", former)
    used = chosen(variants, tone_for(None, voice, shown), facts, shown.id)
    known = {name for name, value in facts.items() if value is not None}
    return tuple(
        Tried(
            line=one.line,
            asks=_asks(one),
            chosen=one is used,
            composed=compose(
                shown,
                network,
                council=council,
                voice=voice,
                templates=Templates(files={file: (one,)}),
                now=now,
                purpose=_purpose(stem),
                former=former,
            )
            if one.needs <= known and not one.lacks & known
            else None,
        )
        for one in variants
    )


def _purpose(stem: str) -> str:
    kinds = {kind.value for kind in Kind}
    return ANNOUNCE if stem in kinds or stem in _STATUS else stem


def _former(story: Story, council: Council, now: datetime) -> Mapping[str, object]:
    """What was told before: another day, where it has one, or another closing date."""
    day = timedelta(days=1)
    said = replace(
        story,
        starts=story.starts - day if story.starts else None,
        closes=story.closes - day if story.closes else None,
    )
    return formerly(said, story, worth_telling(said, story, now), council, now)


def _asks(variant: Variant) -> str:
    """Such as "warm, with summary and starts"."""
    words = [" and ".join(sorted(variant.tones))] if variant.tones else []
    for name, facts in (("with", variant.needs), ("without", variant.lacks)):
        if facts:
            words.append(f"{name} {' and '.join(sorted(facts))}")
    return ", ".join(words) or "for any story"
