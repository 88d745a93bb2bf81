"""Every key of a `[[live]]`: its type, limits, default and meaning."""

from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from aggregator.config.table import Table
from aggregator.config.values import Address, Hashtag, Identifier, Words, wrong


class LineTable(Table):
    """A post that is prepared for the evening."""

    id: Identifier = Field(description="Letters, digits and hyphens.")
    text: Words = Field(
        description="What it says; {winner} is a blank that is filled that evening."
    )
    link: Address | None = Field(None, description="Where it leads.")
    embargo: datetime | None = Field(
        None, description="Not to be used before: 2027-03-12T20:15:00."
    )


class LiveTable(Table):
    """An event that you post from while it happens."""

    id: Identifier = Field(description="Letters, digits and hyphens.")
    name: Words = Field(description="What it is called.")
    hashtag: Hashtag | None = Field(None, description="Goes with each of its posts.")
    starts: datetime = Field(
        description="When it begins, in the council's time: 2027-03-12T19:00:00."
    )
    ends: datetime = Field(description="When it is over; its lines are then closed.")
    line: list[LineTable] = Field(
        default=[],
        max_length=100,
        description="Its run-sheet, in order: [[live.line]].",
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        times = (self.starts, self.ends, *(one.embargo for one in self.line))
        if any(moment and moment.tzinfo for moment in times):
            raise wrong(
                "a time has a zone of its own",
                "leave Z or +00:00 out: times are the council's",
                at="starts",
            )
        if self.ends <= self.starts:
            raise wrong("it ends before it starts", "write the later time", at="ends")
        names = [one.id for one in self.line]
        if len(set(names)) < len(names):
            raise wrong(
                "two lines have one id", "give each an id of its own", at="line"
            )
        return self
