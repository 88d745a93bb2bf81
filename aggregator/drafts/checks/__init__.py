"""What an editor should know of a draft before saying yes.

THE registry of checks: a new one is one file here, one line in `CHECKS`, its test and
its line in the documents. Each names its rule and the rule's source.
"""

from collections.abc import Sequence
from dataclasses import replace

from aggregator.drafts.checks.alt_text import alt_text
from aggregator.drafts.checks.both_languages import both_languages
from aggregator.drafts.checks.cancelled import cancelled
from aggregator.drafts.checks.click_here import click_here
from aggregator.drafts.checks.context import Check, CheckContext
from aggregator.drafts.checks.dead_link import dead_link
from aggregator.drafts.checks.disputed import disputed
from aggregator.drafts.checks.disputed_time import disputed_time
from aggregator.drafts.checks.doubled import doubled
from aggregator.drafts.checks.emoji_number import emoji_number
from aggregator.drafts.checks.free_claim import free_claim
from aggregator.drafts.checks.hashtag_capitals import hashtag_capitals
from aggregator.drafts.checks.hashtag_number import hashtag_number
from aggregator.drafts.checks.hashtag_place import hashtag_place
from aggregator.drafts.checks.impossible import impossible
from aggregator.drafts.checks.jargon import jargon
from aggregator.drafts.checks.length import length
from aggregator.drafts.checks.local_name import local_name
from aggregator.drafts.checks.long_sentence import long_sentence
from aggregator.drafts.checks.missing_date import missing_date
from aggregator.drafts.checks.missing_link import missing_link
from aggregator.drafts.checks.missing_price import missing_price
from aggregator.drafts.checks.odd_link import odd_link
from aggregator.drafts.checks.of_each_post import of_each_post
from aggregator.drafts.checks.one_link import one_link
from aggregator.drafts.checks.other_date import other_date
from aggregator.drafts.checks.past import past
from aggregator.drafts.checks.personal_data import personal_data
from aggregator.drafts.checks.placeholder import placeholder
from aggregator.drafts.checks.pre_election import pre_election
from aggregator.drafts.checks.reading_age import reading_age
from aggregator.drafts.checks.relative_day import relative_day
from aggregator.drafts.checks.repeats import repeats
from aggregator.drafts.checks.same_hour import same_hour
from aggregator.drafts.checks.same_thing import same_thing
from aggregator.drafts.checks.shouting import shouting
from aggregator.drafts.checks.sold_out import sold_out
from aggregator.drafts.checks.symbol_font import symbol_font
from aggregator.drafts.checks.weekday import weekday
from aggregator.drafts.languages import in_language, other_language
from aggregator.drafts.thread import paired, sides
from aggregator.model.check_rules import Level
from aggregator.model.draft import Finding, Severity

__all__ = ["CHECKS", "CheckContext", "check"]

# What stops approval first, then facts, then wording, as an editor should read them.
CHECKS: tuple[Check, ...] = (
    length,
    placeholder,
    cancelled,
    both_languages,
    sold_out,
    disputed,
    disputed_time,
    pre_election,
    past,
    impossible,
    weekday,
    other_date,
    missing_date,
    relative_day,
    dead_link,
    missing_link,
    odd_link,
    of_each_post(one_link),
    free_claim,
    missing_price,
    personal_data,
    alt_text,
    same_hour,
    same_thing,
    repeats,
    local_name,
    shouting,
    symbol_font,
    hashtag_capitals,
    of_each_post(hashtag_number),
    hashtag_place,
    of_each_post(emoji_number),
    click_here,
    long_sentence,
    reading_age,
    jargon,
    doubled,
)


def check(
    text: str, context: CheckContext, checks: Sequence[Check] = CHECKS
) -> tuple[Finding, ...]:
    """What each check has to say of the text, the gravest first.

    The two languages of a pair are looked at one by one.
    """
    if len(several := sides(text)) > 1:
        return _of_each(several, context, checks)
    found = (one(text, context) for one in checks)
    findings = tuple(finding for finding in found if finding is not None)
    if not (findings and context.rules.levels):
        return findings
    levels = dict(context.rules.levels)
    return tuple(
        _at(finding, levels.get(finding.rule))
        for finding in findings
        if levels.get(finding.rule) is not Level.OFF
    )


def _of_each(
    several: tuple[str, ...], context: CheckContext, checks: Sequence[Check]
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    of_one = [one for one in checks if one is not both_languages]
    for number, side in enumerate(several):
        language = other_language(context.language) if number else context.language
        its = replace(
            context,
            language=language,
            link=None if number else context.link,
            story=in_language(context.story, language) if context.story else None,
        )
        for finding in check(side, its, of_one):
            if any(one.rule == finding.rule for one in found):
                continue
            fix = finding.fix
            if fix is not None:
                fix = paired((*several[:number], fix, *several[number + 1 :]))
            found.append(replace(finding, fix=fix))
    return tuple(found)


def _at(finding: Finding, level: Level | None) -> Finding:
    """The finding as grave as the council says that it is."""
    return finding if level is None else replace(finding, severity=Severity(level))
