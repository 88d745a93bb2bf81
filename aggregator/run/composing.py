"""The words of a draft for what it is for in the life of its story."""

from datetime import datetime

from aggregator.drafts.compose import compose
from aggregator.drafts.formerly import formerly
from aggregator.model.draft import ANNOUNCE, Composed
from aggregator.model.story import Story
from aggregator.run.assemble import Parts
from aggregator.stories.following import worth_telling

CHANGE = "change"
REMINDER = "reminder"


def template_of(purpose: str) -> str:
    """The template that a purpose such as "reminder-1d" is written from."""
    return purpose.partition("-")[0]


def compose_for(
    parts: Parts,
    story: Story,
    network: str,
    now: datetime,
    *,
    purpose: str = ANNOUNCE,
    said: Story | None = None,
) -> Composed:
    """The words for a story at its date, in the council's voice.

    `said` is the story as the last post told it; a change tells what differs.
    """
    council = parts.configuration.council
    template = template_of(purpose)
    former = {}
    if template == CHANGE and said is not None:
        told = worth_telling(said, story, now)
        former = dict(formerly(said, story, told, council, now))
    return compose(
        story,
        network,
        council=council,
        voice=parts.configuration.voice,
        templates=parts.templates,
        now=now,
        purpose=template,
        former=former,
        rules=parts.configuration.checks,
    )
