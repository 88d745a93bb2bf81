"""The keys of `[checks]`: what the checks beside a draft do, and what they know."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from aggregator.config.table import Table
from aggregator.config.values import Words, wrong

# The registry of checks, by rule; a test holds the two together.
CheckName = Literal[
    "length",
    "placeholder",
    "cancelled",
    "both-languages",
    "sold-out",
    "disputed",
    "disputed-time",
    "pre-election",
    "alt-text",
    "past-date",
    "impossible-date",
    "weekday",
    "other-date",
    "missing-date",
    "relative-day",
    "dead-link",
    "missing-link",
    "odd-link",
    "one-link",
    "free-claim",
    "missing-price",
    "personal-data",
    "same-hour",
    "same-thing",
    "repeats",
    "local-name",
    "shouting",
    "symbol-font",
    "hashtag-capitals",
    "hashtag-number",
    "hashtag-place",
    "emoji-number",
    "click-here",
    "long-sentence",
    "reading-age",
    "jargon",
    "doubled",
]
# What stops approval by itself goes on doing so.
_STOPS = frozenset({"length", "placeholder", "cancelled", "pre-election"})
# What no council may do without, and why.
_KEPT: dict[str, str] = {
    "length": "the network would refuse the post",
    "placeholder": "what was never filled in would go out",
    "cancelled": "people would come to what is not on",
    "alt-text": "the law asks for words beside every picture",
    "pre-election": "the law asks for it; end the period by its date instead",
}


class PreElectionTable(Table):
    """A pre-election period: names in it stop approval, political shares wait."""

    starts: date = Field(description="Its first day: 2027-03-29, without quotes.")
    until: date = Field(description="Its last day, polling day as a rule.")
    names: list[Words] = Field(
        default=[],
        max_length=500,
        description="Candidates, and parties besides the large ones, as people write "
        "them: ['Joan Peake', 'Thornbeck Independents'].",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.starts:
            raise wrong(
                f"{self.until} is before it starts",
                "write the last day, which is polling day as a rule",
                at="until",
            )
        return self


class ChecksTable(Table):
    """The checks beside every draft."""

    rules: dict[CheckName, Literal["blocking", "advice", "off"]] = Field(
        default={},
        description="What a check does, where that is not what it does by itself: "
        "{ jargon = 'off', click-here = 'blocking' }. " + ", ".join(_KEPT) + " can be "
        "made stricter only. The names are those in docs/checks.md.",
    )
    names: list[Words] = Field(
        default=[],
        max_length=1000,
        description="Places and venues as they are spelt, so that a slip is seen: "
        "['Ambleford', 'Kirkby Marsh'].",
    )
    contacts: list[Words] = Field(
        default=[],
        max_length=200,
        description="Telephone numbers and e-mail addresses that look like a person's "
        "and are the service's own.",
    )
    pre_election: list[PreElectionTable] = Field(
        default=[], max_length=20, description="Each as [[checks.pre_election]]."
    )

    @model_validator(mode="after")
    def _keeps_what_it_must(self) -> Self:
        for name, level in self.rules.items():
            less = {"off", "advice"} if name in _STOPS else {"off"}
            if name in _KEPT and level in less:
                done = "switched off" if level == "off" else "made advice"
                raise wrong(
                    f"{name} cannot be {done}: {_KEPT[name]}",
                    "leave it out of the rules",
                    at="rules",
                )
        return self
