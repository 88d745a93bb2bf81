"""A calendar month where the council is, from its first moment to the next one's."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aggregator.model.errors import RefusedError

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")
_DECEMBER = 12
_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a year in a time zone."""

    year: int
    number: int
    timezone: str

    @property
    def name(self) -> str:
        """The month as "October 2026"."""
        return f"{_NAMES[self.number - 1]} {self.year}"

    @property
    def written(self) -> str:
        """The month as "2026-10"."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def begins(self) -> datetime:
        """Its first moment, in UTC."""
        start = datetime(self.year, self.number, 1, tzinfo=ZoneInfo(self.timezone))
        return start.astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The next month's first moment, in UTC."""
        return self.next.begins

    @property
    def next(self) -> "Month":
        """The month after it."""
        year, number = self.year, self.number + 1
        if self.number == _DECEMBER:
            year, number = self.year + 1, 1
        return Month(year=year, number=number, timezone=self.timezone)

    @property
    def previous(self) -> "Month":
        """The month before it."""
        year, number = self.year, self.number - 1
        if self.number == 1:
            year, number = self.year - 1, _DECEMBER
        return Month(year=year, number=number, timezone=self.timezone)


def month_of(moment: datetime, timezone: str) -> Month:
    """The month in which a moment lies where the council is."""
    there = moment.astimezone(ZoneInfo(timezone))
    return Month(year=there.year, number=there.month, timezone=timezone)


def parse(written: str, timezone: str) -> Month:
    """The month of "2026-10".

    Raises:
        RefusedError: it is no month.
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found and 1 <= int(found[2]) <= _DECEMBER and 2000 <= int(found[1]) <= 9998:  # noqa: PLR2004  years that a report can be of
        return Month(year=int(found[1]), number=int(found[2]), timezone=timezone)
    raise RefusedError(
        f"{written[:20]!r} is no month", remedy="write year and month, such as 2026-10"
    )
