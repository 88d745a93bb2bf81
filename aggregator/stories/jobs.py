"""Whether two vacancies are one: reference, employer, title, closing date."""

import re

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.likeness import Likeness, titles
from aggregator.stories.moments import day_of
from aggregator.stories.pages import same_page
from aggregator.stories.places import Place, same_place
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.wordlists import listed
from aggregator.stories.words import plain_words

_REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?|job|vacancy|post|req(?:uisition)?)"
    r"(?:\s*(?:no|number|id|code|ref|reference))?\s*[.:#]*\s*"
    r"(?P<value>(?=[a-z0-9/_-]*\d)[a-z0-9][a-z0-9/_-]{2,20})",
    re.IGNORECASE,
)
_BARE_REFERENCE = re.compile(r"\A[A-Z]{1,6}[-/_ ]?\d{2,10}(?:[-/_]\d{1,6})?\Z")
# Said of one title only, they make it another post.
_RANKS = listed(
    """senior deputy principal chief head lead trainee apprentice supervisor junior
    relief casual director graduate volunteer modern"""
)
_NO_EMPLOYER = listed("the of and ltd limited council plc")
_MONEY = re.compile(r"\d[\d,]*(?:\.\d+)?")


def compare_jobs(one: Item, other: Item) -> Verdict:
    """Whether two items are of one vacancy."""
    context = plain_words(
        " ".join(filter(None, (one.employer, other.employer, one.venue, other.venue)))
    )
    name = titles(one.title, other.title, context)
    refs, refs2 = references(one), references(other)
    if refs and refs2:
        if not refs & refs2:
            return DIFFERENT
        if name.score >= thresholds.SAME_ADDRESS:
            return same(1.0, "same reference")
    if name.contrast or (name.left | name.right) & _RANKS:
        return DIFFERENT
    return _by_title(one, other, name)


def _by_title(one: Item, other: Item, name: Likeness) -> Verdict:
    alike = name.score >= thresholds.JOB_TITLE
    if same_page(one, other) and alike:
        return same(0.95, f"same address, titles {name.percent}% alike")
    if _contradict(one, other):
        return DIFFERENT
    # One board has a page a vacancy: two pages of it are two vacancies.
    two_pages = one.source == other.source and bool(one.url and other.url)
    if not name.one_sided or two_pages:
        return UNKNOWN
    confirmed = bool(_same_employer(one, other) and one.closes and other.closes)
    if not alike and not (confirmed and name.score >= thresholds.JOB_TITLE_CONFIRMED):
        return UNKNOWN
    return _by_facts(one, other, name.percent)


def references(item: Item) -> frozenset[str]:
    """The references by which the employer names the vacancy."""
    found = {
        match["value"]
        for text in (item.title, item.summary)
        if text
        for match in _REFERENCE.finditer(text)
    }
    if item.identifier and _BARE_REFERENCE.match(item.identifier):
        found.add(item.identifier)
    return frozenset(re.sub(r"[^a-z0-9]", "", value.lower()) for value in found)


def _by_facts(one: Item, other: Item, percent: int) -> Verdict:
    employer = _same_employer(one, other)
    closing = one.closes is not None and other.closes is not None
    if closing and employer is not False:
        with_whom = "same employer and" if employer else "same"
        reason = f"{with_whom} closing date, titles {percent}% alike"
        return same(0.9 if employer else 0.7, reason)
    if employer and same_place(one, other) is Place.SAME:
        return same(0.7, f"same employer and place, titles {percent}% alike")
    if employer and percent == 100:  # noqa: PLR2004 - the very same title
        return same(0.6, "same employer and title")
    return UNKNOWN


def _contradict(one: Item, other: Item) -> bool:
    if (
        one.closes is not None
        and other.closes is not None
        and day_of(one.closes, one) != day_of(other.closes, other)
    ):
        return True
    if _same_employer(one, other) is False:
        return True
    if same_place(one, other) is Place.DIFFERENT:
        return True
    pay, pay2 = _amounts(one.salary), _amounts(other.salary)
    return bool(pay and pay2 and not pay & pay2)


def _same_employer(one: Item, other: Item) -> bool | None:
    if one.employer is None or other.employer is None:
        return None
    a = plain_words(one.employer) - _NO_EMPLOYER
    b = plain_words(other.employer) - _NO_EMPLOYER
    return bool(a and b) and (a <= b or b <= a)


def _amounts(salary: str | None) -> frozenset[int]:
    if salary is None:
        return frozenset()
    found = (text.replace(",", "") for text in _MONEY.findall(salary))
    return frozenset(int(float(text)) for text in found)
