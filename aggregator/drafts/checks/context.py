"""What a check may know besides the text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aggregator.model.check_rules import USUAL, CheckRules
from aggregator.model.draft import ANNOUNCE, Finding
from aggregator.model.link import LinkLook
from aggregator.model.neighbour import Neighbour
from aggregator.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """The draft's surroundings; `recent` are texts posted or queued lately.

    `links` are the last looks at its addresses, `due` is when it goes out, if that is
    planned, and `neighbours` are other drafts of the network near it in time or page.
    `is_decorative` is a person's word that the picture needs no description.
    """

    network: str
    language: str = "en"
    purpose: str = ANNOUNCE
    story: Story | None = None
    image: str | None = None
    image_alt: str | None = None
    is_decorative: bool = False
    link: str | None = None
    recent: tuple[str, ...] = ()
    links: tuple[LinkLook, ...] = ()
    due: datetime | None = None
    neighbours: tuple[Neighbour, ...] = ()
    rules: CheckRules = USUAL
    now: datetime


Check = Callable[[str, CheckContext], Finding | None]

SOCIAL = "Government Communication Service, accessible social media campaigns"
PLAIN = "GOV.UK content guidance, plain English"
EQUALITY = "Equality Act 2010; WCAG 2.2, 1.1.1"
DESK = "The desk's own rule: a post must be true and complete"
PRIVACY = "UK GDPR, data minimisation"
