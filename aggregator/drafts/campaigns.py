"""Which campaign a story joins, and when a campaign speaks for itself; pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from aggregator.model.campaign import Campaign
from aggregator.model.story import Story

# Drafted so long before its day that somebody can plan it.
LEAD = timedelta(days=2)


def campaign_of(
    story: Story, campaigns: Sequence[Campaign], today: date
) -> Campaign | None:
    """The first campaign that runs today and that the story is of; or none."""
    for one in campaigns:
        if one.runs_on(today) and _is_of(story, one):
            return one
    return None


def messages_due(campaign: Campaign, today: date) -> range:
    """The numbers of its own messages whose day has come or is near.

    They are spread evenly: of four in twenty days there is one on each fifth day, the
    first on its first day.
    """
    count = len(campaign.messages)
    if today > campaign.ends or not count:
        return range(0)
    days = (campaign.ends - campaign.starts).days + 1
    begun = sum(
        campaign.starts + timedelta(days=number * days // count) - LEAD <= today
        for number in range(count)
    )
    return range(begun)


def with_hashtag(text: str, old: str | None, new: str | None) -> str:
    """A text with another campaign's hashtag, or with none."""
    if old:
        text = re.sub(
            rf"(?m)(?:^#{re.escape(old)}\b ?| ?#{re.escape(old)}\b)", "", text
        )
        text = text.strip()
    if not new or re.search(rf"#{re.escape(new)}\b", text):
        return text
    *_, last = text.splitlines() or [""]
    if last.startswith("#"):
        return f"{text[: len(text) - len(last)]}#{new} {last.lstrip()}"
    return f"{text}\n#{new}"


def _is_of(story: Story, campaign: Campaign) -> bool:
    if not (campaign.words or campaign.sources or campaign.places):
        return False
    return (
        (not campaign.kinds or story.kind in campaign.kinds)
        and (
            not campaign.sources or not set(campaign.sources).isdisjoint(story.sources)
        )
        and _has(campaign.words, (story.title, story.summary))
        and _has(campaign.places, (story.venue, story.address))
    )


def _has(words: tuple[str, ...], texts: Iterable[str | None]) -> bool:
    if not words:
        return True
    said = "\n".join(_folded(text) for text in texts if text)
    return _pattern(words).search(said) is not None


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(_folded(word)) for word in words)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.split())
