"""What a check may know besides the text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aggregator.model.draft import Finding
from aggregator.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """The draft's surroundings; `recent` are texts posted or queued lately."""

    network: str
    language: str = "en"
    story: Story | None = None
    image: str | None = None
    image_alt: str | None = None
    link: str | None = None
    recent: tuple[str, ...] = ()
    now: datetime


Check = Callable[[str, CheckContext], Finding | None]

SOCIAL = "Government Communication Service, accessible social media campaigns"
PLAIN = "GOV.UK content guidance, plain English"
EQUALITY = "Equality Act 2010; WCAG 2.2, 1.1.1"
DESK = "the desk's own rule: a post must be true and complete"
PRIVACY = "UK GDPR, data minimisation"
