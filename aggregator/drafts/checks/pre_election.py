"""Parties and politicians in a post while a pre-election period lasts.

A council may publish nothing that seems to support a party or candidate (Local
Government Act 1986, section 2), and in the weeks before polling day the code of
recommended practice asks for particular care (Circular 01/2011, paragraphs 33-35). A
share is judged by what it passes on as well.
"""

# ruff: noqa: RUF001, SIM905 - typographic marks are meant; word lists read better so

import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from aggregator.drafts.checks.context import CheckContext
from aggregator.model.check_rules import PreElection
from aggregator.model.draft import Finding, Severity
from aggregator.model.facts import Kind

SOURCE = (
    "Code of recommended practice on local authority publicity; Local Government "
    "Association, pre-election period"
)
# Written so in any post, whatever the council lists. "Labour" and "green" are words.
_PARTIES = (
    r"Labour (?:Party|candidates?|councillors?|MPs?|group|leader|government|manifesto)",
    r"Labour['’]s|Labour and Co-operative",
    r"Conservatives?\b(?! estimates?)(?: Party)?|Tory\b|Tories\b",
    r"Liberal Democrats?\b|Lib ?Dems?\b",
    r"(?:Scottish |Welsh )?Green Party|Greens(?=['’]| candidates?\b| councillors?\b)",
    r"Reform UK|Plaid Cymru|Scottish National Party|SNP\b|UKIP\b|Llafur Cymru",
    r"Democratic Unionist Party|DUP\b|Sinn F[eé]in|SDLP\b|Ulster Unionist Party",
    r"Plaid Lafur|Blaid Lafur|y Ceidwadwyr|Democratiaid Rhyddfrydol|Plaid Werdd",
)
# Whoever holds or wants an office, by the title alone.
_OFFICES = re.compile(
    r"\b(?:Cllr|Councillor|Cynghorydd|Cyng)\.? [A-Z][\w'’-]+"
    r"|\b[A-Z][\w'’-]+ (?:MP|MSP|MS|MLA)\b(?! [a-z]*(?:hall|room))"
    r"|\b(?:parliamentary|council|mayoral) candidates?\b"
)
_TITLES = frozenset("Cllr Councillor Cynghorydd Mr Mrs Ms Miss Dr Mx Sir Dame".split())


def pre_election(text: str, context: CheckContext) -> Finding | None:
    period = _standing(context)
    if period is None:
        return None
    told = f"{text}\n{_passed_on(context)}"
    named = _named(period.names).search(told)
    if named is not None:
        return _finding(named[0].strip(), period, Severity.BLOCKING)
    office = _OFFICES.search(told)
    return office and _finding(office[0], period, Severity.ADVICE)


def _standing(context: CheckContext) -> PreElection | None:
    """The period in which it goes out, or today is, by the council's clock."""
    if not context.rules.pre_elections:
        return None
    zone = ZoneInfo(context.rules.timezone)
    day = (context.due or context.now).astimezone(zone).date()
    periods = context.rules.pre_elections
    return next((one for one in periods if one.starts <= day <= one.until), None)


def _passed_on(context: CheckContext) -> str:
    """What a share would show of somebody else's."""
    story = context.story
    if story is None or story.kind is not Kind.SHARE:
        return ""
    return "\n".join(filter(None, (story.title, story.summary, story.author)))


@lru_cache(maxsize=8)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    listed = [_forms(name) for name in names]
    return re.compile(r"\b(?:" + "|".join((*_PARTIES, *listed)) + r")(?!\w)")


def _forms(name: str) -> str:
    """A person is met as "Joan Peake" and as "Cllr Peake"."""
    words = [re.escape(word) for word in name.split() if word not in _TITLES]
    whole = r"\s+".join(words)
    titles = "|".join(sorted(_TITLES))
    return rf"{whole}|(?:{titles})\.?\s+(?:\w\.?\s+)?{words[-1]}" if words else r"(?!)"


def _finding(name: str, period: PreElection, severity: Severity) -> Finding:
    until = f"{period.until.day} {period.until:%B}"
    return Finding(
        rule="pre-election",
        message=f"“{name}”: it is a pre-election period until {until}. Leave out "
        "parties and politicians, or ask your monitoring officer",
        source=SOURCE,
        severity=severity,
    )
