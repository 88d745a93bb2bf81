"""Every key of a `[[live]]`: its type, limits, default and meaning."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from aggregator.config.table import Table
from aggregator.config.values import Address, Hashtag, Identifier, Words, wrong
from aggregator.model.evening import BLANK


def _blanks_are_whole(text: str) -> str:
    left = BLANK.sub("", text)
    if "{" in left or "}" in left:
        stray = left[left.index("{" if "{" in left else "}") :][:20]
        raise wrong(
            f"{stray!r} is no blank that could be filled",
            "write small letters between two braces, such as {winner}",
        )
    return text


_Line = Annotated[Words, AfterValidator(_blanks_are_whole)]


class LineTable(Table):
    """A post that is prepared for the evening."""

    id: Identifier = Field(description="Letters, digits and hyphens.")
    text: _Line = Field(
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
    allowed: list[Words] = Field(
        default=["editor"],
        min_length=1,
        max_length=50,
        description=(
            'Who sends with one tap that evening: "editor", "contributor", or the '
            "names of people. Editors always may."
        ),
    )
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
        if any(one.embargo and one.embargo >= self.ends for one in self.line):
            raise wrong(
                "a line is under embargo until all is over",
                "write an earlier embargo, or a later end",
                at="line",
            )
        names = [one.id for one in self.line]
        if len(set(names)) < len(names):
            raise wrong(
                "two lines have one id", "give each an id of its own", at="line"
            )
        return self
