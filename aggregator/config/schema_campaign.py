"""Every key of a `[[campaign]]`: its type, limits, default and meaning."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from aggregator.config.table import HashtagKind, Table
from aggregator.config.values import Address, Hashtag, Identifier, Words, wrong


class MessageTable(Table):
    """A post of its own that no source brings."""

    text: Words = Field(description="What it says, without link and hashtag.")
    link: Address | None = Field(None, description="Where it leads.")


class CampaignTable(Table):
    """What you want to be talked about for some weeks."""

    id: Identifier = Field(description="Letters, digits and hyphens.")
    name: Words = Field(description="How editors and leaders call it.")
    hashtag: Hashtag | None = Field(
        None, description="Goes with its posts, before any other: SummerReading."
    )
    starts: date = Field(description="Its first day: 2027-07-10.")
    ends: date = Field(description="Its last day.")
    posts: int | None = Field(
        None, ge=1, le=2000, description="How many posts you want in all."
    )
    mix: dict[HashtagKind, int] = Field(
        default={},
        description="How many of a kind at least, such as { event = 10, news = 4 }.",
    )
    words: list[Words] = Field(
        default=[],
        description="A story joins that has one of these words, whole, in its title or "
        "summary.",
    )
    sources: list[Identifier] = Field(
        default=[], description="Only stories that one of these sources tells."
    )
    kinds: list[HashtagKind] = Field(
        default=[], description="Only stories of these kinds."
    )
    places: list[Words] = Field(
        default=[], description="Only what is at one of these places."
    )
    tone: Literal["warm", "plain", "playful"] | None = Field(
        None, description="If not the council's own."
    )
    templates: Identifier | None = Field(
        None,
        description="A folder in templates/ with its own; what is not in it is taken "
        "from templates/ itself.",
    )
    message: list[MessageTable] = Field(
        default=[],
        max_length=100,
        description="Posts of its own, drafted evenly over its days: "
        "[[campaign.message]].",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends < self.starts:
            raise wrong("it ends before it starts", "write the later day", at="ends")
        return self
