"""Bank holidays, so that nobody is surprised by an empty library; pure."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=16)
def bank_holidays(country: str | None, years: tuple[int, ...]) -> Mapping[date, str]:
    """Each bank holiday of a country such as "GB-ENG" with its name; none of none."""
    if country is None:
        return {}
    code, _, part = country.partition("-")
    return dict(country_holidays(code, subdiv=part or None, years=years))
