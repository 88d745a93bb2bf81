"""The words of a draft for what it is for in the life of its story."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.drafts.campaigns import campaign_of
from aggregator.drafts.compose import compose
from aggregator.drafts.formerly import formerly
from aggregator.drafts.languages import alone, in_language, languages_of
from aggregator.drafts.shares import shared_until
from aggregator.drafts.thread import measured, paired
from aggregator.model.campaign import Campaign
from aggregator.model.draft import ANNOUNCE, Composed
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.run.assemble import Parts
from aggregator.stories.following import worth_telling

CHANGE = "change"
REMINDER = "reminder"


def template_of(purpose: str) -> str:
    """The template that a purpose such as "reminder-1d" is written from."""
    return purpose.partition("-")[0]


def joins(parts: Parts, story: Story, now: datetime) -> Campaign | None:
    """The campaign that a story is of today, if any."""
    configuration = parts.configuration
    today = now.astimezone(ZoneInfo(configuration.council.timezone)).date()
    return campaign_of(story, configuration.campaigns, today)


def campaign_named(parts: Parts, name: str | None) -> Campaign | None:
    """The campaign of that id, if it is still configured."""
    found = parts.configuration.campaigns
    return next((one for one in found if one.id == name), None)


def _together(each: Sequence[Composed]) -> Composed:
    """One draft of what is said in two languages: it is decided and posted as one."""
    first = each[0]
    text = paired(tuple(one.text for one in each))
    length = measured(text, first.network)
    findings = dict.fromkeys(finding for one in each for finding in one.findings)
    return replace(
        first,
        text=text,
        length=length.length,
        limit=length.limit,
        findings=tuple(findings),
    )


def compose_for(
    parts: Parts,
    story: Story,
    network: str,
    now: datetime,
    *,
    purpose: str = ANNOUNCE,
    said: Story | None = None,
    campaign: Campaign | None = None,
) -> Composed:
    """The words for a story at its date, in the council's voice.

    `said` is the story as the last post told it; a change tells what differs.
    """
    languages = languages_of(story)
    if languages:
        each = [
            compose_for(
                parts,
                alone(in_language(story, language)),
                network,
                now,
                purpose=purpose,
                said=in_language(said, language) if said else None,
                campaign=campaign,
            )
            for language in languages
        ]
        return _together(each)
    council = parts.configuration.council
    template = template_of(purpose)
    former = {}
    if template == CHANGE and said is not None:
        told = worth_telling(said, story, now)
        former = dict(formerly(said, story, told, council, now))
    composed = compose(
        story,
        network,
        council=council,
        voice=parts.configuration.voice,
        templates=parts.templates,
        now=now,
        purpose=template,
        former=former,
        rules=parts.configuration.checks,
        campaign=campaign,
    )
    if story.kind is not Kind.SHARE:
        return composed
    until = shared_until(story, parts.configuration.checks.shares)
    return replace(composed, useful_until=until)
