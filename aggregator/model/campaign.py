"""A campaign: what the council wants to be talked about for some weeks."""

from dataclasses import dataclass, field
from datetime import date

from aggregator.model.council import Tone
from aggregator.model.facts import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A post of the campaign's own, which no source brings."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Its first and last day, by the council's calendar, and what it wants.

    A story joins while it runs and has what each condition that is not empty asks for:
    one of the `words`, a source among `sources`, a kind among `kinds`, one of the
    `places`. Without words, sources and places none joins by itself. `posts` is how
    many there shall be in all, `mix` how many of a kind at least. `templates` is the
    folder of its own templates, `tone` how it speaks if not as the council does.
    `messages` are drafted evenly over its days.
    """

    id: str
    name: str
    hashtag: str | None = None
    starts: date
    ends: date
    posts: int | None = None
    mix: dict[Kind, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    places: tuple[str, ...] = ()
    tone: Tone | None = None
    templates: str | None = None
    messages: tuple[Message, ...] = ()

    def runs_on(self, day: date) -> bool:
        """Whether that day is one of its days."""
        return self.starts <= day <= self.ends
