"""What a council decides about the checks beside every draft."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from aggregator.model.share_rules import ShareRules


class Level(StrEnum):
    """What a check's finding does: stops approval, advises, or is not made."""

    BLOCKING = "blocking"
    ADVICE = "advice"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreElection:
    """A pre-election period, both its days included, in the council's time zone.

    `names` are the candidates and parties besides those that everybody knows.
    """

    starts: date
    until: date
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRules:
    """Levels by rule name, where they are not the check's own.

    `names` are local names as they are spelt, `contacts` telephone numbers and e-mail
    addresses that are the service's own. `swaps` are words to avoid, each with the one
    to use. Posts of one account are `apart` as long at least, shares by rules of their
    own. All can be hashed, so that what was found for a text can be kept.
    """

    levels: tuple[tuple[str, Level], ...] = ()
    names: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    swaps: tuple[tuple[str, str], ...] = ()
    pre_elections: tuple[PreElection, ...] = ()
    timezone: str = "Europe/London"
    apart: timedelta = timedelta(hours=1)
    shares: ShareRules = field(default_factory=ShareRules)


USUAL = CheckRules()
