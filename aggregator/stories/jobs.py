"""Whether two vacancies are one: reference, employer, title, closing date."""

import re
from datetime import date, time, timedelta
from functools import lru_cache

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.folding import fold
from aggregator.stories.likeness import titles
from aggregator.stories.moments import clock_of, day_of
from aggregator.stories.pages import same_page
from aggregator.stories.pair import Pair
from aggregator.stories.particulars import other_names
from aggregator.stories.places import Place, same_place
from aggregator.stories.stems import stem
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.wordlists import listed
from aggregator.stories.words import content, plain_words, weekdays

_REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?|job|vacancy|post|req(?:uisition)?)"
    r"(?:\s*(?:no|number|id|code|ref|reference))?\s*[.:#]*\s*"
    r"(?P<value>(?=[a-z0-9/_-]*\d)[a-z0-9][a-z0-9/_-]{2,20})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BARE_REFERENCE = re.compile(r"\A[A-Z]{1,6}[-/_ ]?\d{2,10}(?:[-/_]\d{1,6})?\Z")
# Said of one title only, they make it another post.
_RANKS = listed(
    """senior deputy principal chief head lead trainee apprentice supervisor
    relief casual director graduate volunteer modern"""
)
_NO_EMPLOYER = listed("the of and ltd limited council plc bc mbc dc cc tc nhs trust")
# Of which sort the contract is, and what only asks for somebody.
_TERMS = listed(
    """contract cover fixedterm fulltime hour job maternity need needed
    opportunity parttime permanent position post require required role temporary
    term termtime time vacancy wante wanted"""
)
_CONTRACTS = listed("permanent temporary fixedterm casual")
# "(MCC04436)", whatever stands before it.
_CODE = re.compile(r"\b[A-Z]{2,6}\d{3,8}\b")
_WEEKLY = re.compile(
    r"\b\d{1,2}(?:\.\d{1,2})?\s*h(?:ou)?rs?\b(?:\s*(?:a|per|/)\s*week)?", re.IGNORECASE
)
# "St Mary's C of E School" is St Mary's CE School, "Harcote PC" the parish council.
_OF_ENGLAND = re.compile(r"\bc of e\b", re.IGNORECASE)
_PARISH = {"pc": "parish"}
_PARTS = re.compile(r"\s[-\u2013\u2014|/]\s|[(),:;]|\s(?:for|in|at|with)\s")
_MONEY = re.compile(
    r"(?P<pounds>£\s*)?(?P<sum>\d[\d,]*(?:\.\d+)?)(?P<thousands>k\b)?", re.IGNORECASE
)
_HOURS = re.compile(
    r"\b(?P<hours>\d{1,2}(?:\.\d{1,2})?|seven|eight|ten|twelve)\s*(?:hours?|hrs?)\b"
)
# Whether it is worth while to look closer: most items say neither.
_SAYS_HOURS = ("hour", "hr")
_SAYS_CONTRACT = ("perm", "temp", "fix", "casual", "ftc")
_EXTENDED = re.compile(
    r"\b(?:closing date|deadline|closes?)\b.{0,20}\bextended\b"
    r"|\bextended\b.{0,20}\b(?:closing|deadline)\b|\bestynn",
    re.IGNORECASE,
)
_A_YEAR = 1000


def compare_jobs(one: Item, other: Item) -> Verdict:
    """Whether two items are of one vacancy."""
    page = same_page(one, other)
    refs, refs2 = references(one), references(other)
    elsewhere = _elsewhere(one, other)
    named = refs & refs2 or codes(one) & codes(other)
    if elsewhere and not page and not named:
        return DIFFERENT
    told = filter(None, (one.employer, other.employer, one.venue, other.venue))
    context = frozenset().union(*map(plain_words, told))
    name = titles(_name(one.title), _name(other.title), context)
    pair = Pair(one=one, other=other, name=name, page=page)
    if refs and refs2 and not refs & refs2:
        return DIFFERENT
    if named and name.score >= thresholds.SAME_ADDRESS:
        return same(1.0, "same reference")
    if name.contrast or (name.left | name.right) & _RANKS:
        return DIFFERENT
    return _by_title(pair, elsewhere=elsewhere)


def _by_title(pair: Pair, *, elsewhere: bool) -> Verdict:
    one, other, name = pair.one, pair.other, pair.name
    if pair.page and name.score >= thresholds.JOB_TITLE:
        return same(0.95, f"same address, titles {name.percent}% alike")
    if elsewhere or _contradict(one, other):
        return DIFFERENT
    # One board has a page a vacancy: two pages of it are two vacancies.
    two_pages = pair.same_source and bool(one.url and other.url)
    if two_pages or weekdays(one.title) != weekdays(other.title):
        return UNKNOWN
    if not _one_post(pair) or _may_be_elsewhere(pair):
        return UNKNOWN
    return _by_facts(one, other, name.percent)


def _one_post(pair: Pair) -> bool:
    """Whether two titles may name one post: what is added stands apart from the name.

    "Housing Officer (Allocations)" may be the "Housing Officer"; the "Housing Benefits
    Officer" is another, unless the text of the first speaks of benefits.
    """
    years = {str(one.closes.year) for one in (pair.one, pair.other) if one.closes}
    left = pair.name.left - _TERMS - years - content(pair.other.summary or "")
    right = pair.name.right - _TERMS - years - content(pair.one.summary or "")
    if left and right:
        return False
    if not left and not right:
        return True
    added, title = (left, pair.one.title) if left else (right, pair.other.title)
    parts = (plain_words(part) for part in _PARTS.split(title.lower()))
    return any(part and not part & added for part in parts)


def _may_be_elsewhere(pair: Pair) -> bool:
    """Whether a title may name the place, and no employer tells that it is the same.

    "Lifeguard, Harcote" is not known to be the lifeguard of "Oxley Pools".
    """
    if _same_employer(pair.one, pair.other):
        return False
    return any(
        silent.venue is None and told.venue is not None and added - _TERMS
        for silent, told, added in (
            (pair.one, pair.other, pair.name.left),
            (pair.other, pair.one, pair.name.right),
        )
    )


def references(item: Item) -> frozenset[str]:
    """The references by which the employer names the vacancy."""
    found = {
        match["value"]
        for text in (item.title, item.summary)
        if text and _DIGIT.search(text)
        for match in _REFERENCE.finditer(text)
    }
    if item.identifier and _BARE_REFERENCE.match(item.identifier):
        found.add(item.identifier)
    return frozenset(re.sub(r"[^a-z0-9]", "", value.lower()) for value in found)


def codes(item: Item) -> frozenset[str]:
    """Its references, and what else looks like one: alone these tell nothing apart."""
    text = f"{item.title} . {item.summary or ''}"
    if not _DIGIT.search(text):
        return references(item)
    return references(item) | {code.lower() for code in _CODE.findall(text)}


def _name(title: str) -> str:
    """A title without its code and its hours, which are compared by themselves."""
    if not _DIGIT.search(title):
        return title
    return _WEEKLY.sub(" ", _CODE.sub(" ", title))


def employer_words(item: Item) -> frozenset[str]:
    """The words that name the employer, apart from what all councils are called."""
    return frozenset() if item.employer is None else _named(item.employer)


@lru_cache(maxsize=1_000)
def _named(employer: str) -> frozenset[str]:
    words = plain_words(_OF_ENGLAND.sub("ce", employer))
    return frozenset(_PARISH.get(word, word) for word in words) - _NO_EMPLOYER


def _by_facts(one: Item, other: Item, percent: int) -> Verdict:
    employer = _same_employer(one, other)
    closing = one.closes is not None and other.closes is not None
    if closing and employer is not False:
        if _extended(one, other):
            return same(0.7, f"closing date extended, titles {percent}% alike")
        with_whom = "same employer and" if employer else "same"
        reason = f"{with_whom} closing date, titles {percent}% alike"
        return same(0.9 if employer else 0.7, reason)
    if employer and same_place(one, other) is Place.SAME:
        return same(0.7, f"same employer and place, titles {percent}% alike")
    if employer and percent == 100:  # noqa: PLR2004 - the very same title
        return same(0.6, "same employer and title")
    return UNKNOWN


def _elsewhere(one: Item, other: Item) -> bool:
    """Whether they close on other days, or other employers or places have them."""
    closes, closes2 = _last_days(one), _last_days(other)
    if closes and closes2 and not closes & closes2 and not _extended(one, other):
        return True
    if _same_employer(one, other) is False:
        return True
    if same_place(one, other) is Place.DIFFERENT:
        return True
    return bool(one.summary and other.summary) and other_names(
        one.summary or "", other.summary or ""
    )


def _extended(one: Item, other: Item) -> bool:
    """Whether one says that people have longer to apply than the other knows."""
    for longer, known in ((one, other), (other, one)):
        if longer.closes is None or known.closes is None:
            continue
        gap = day_of(longer.closes, longer) - day_of(known.closes, known)
        if timedelta() < gap <= thresholds.EXTENDED_BY and _EXTENDED.search(
            f"{longer.title} . {longer.summary or ''}"
        ):
            return True
    return False


def _contradict(one: Item, other: Item) -> bool:
    for told in (_hours, _contract):
        mine, theirs = told(one), told(other)
        if mine and theirs and not mine & theirs:
            return True
    return _other_pay(_amounts(one.salary), _amounts(other.salary))


def _last_days(item: Item) -> frozenset[date]:
    """The last day to apply: midnight may mean that of either side of it."""
    if item.closes is None:
        return frozenset()
    day = day_of(item.closes, item)
    if clock_of(item.closes, item) == time():
        return frozenset({day, day - timedelta(days=1)})
    return frozenset({day})


def _other_pay(pay: frozenset[int], pay2: frozenset[int]) -> bool:
    """Whether two salaries cannot be one; hourly and yearly ones do not compare."""
    for hourly in (True, False):
        a = {amount for amount in pay if (amount < _A_YEAR) is hourly}
        b = {amount for amount in pay2 if (amount < _A_YEAR) is hourly}
        if a and b:
            return not a & b
    return False


def _same_employer(one: Item, other: Item) -> bool | None:
    if one.employer is None or other.employer is None:
        return None
    a, b = employer_words(one), employer_words(other)
    return bool(a and b) and (a <= b or b <= a)


def _hours(item: Item) -> frozenset[str]:
    """The hours a week that the post is said to have."""
    text = f"{item.title} . {item.summary or ''}"
    if not any(map(text.lower().__contains__, _SAYS_HOURS)):
        return frozenset()
    return frozenset(
        stem(found["hours"]).removesuffix(".0") for found in _HOURS.finditer(fold(text))
    )


def _contract(item: Item) -> frozenset[str]:
    """Of which sort the contract is said to be."""
    text = f"{item.title} . {item.summary or ''}"
    if not any(map(text.lower().__contains__, _SAYS_CONTRACT)):
        return frozenset()
    return content(text) & _CONTRACTS


def _amounts(salary: str | None) -> frozenset[int]:
    """The sums of money in a salary: grades and hours are none."""
    found = set()
    for match in _MONEY.finditer(salary or ""):
        amount = int(float(match["sum"].replace(",", "")))
        amount *= 1000 if match["thousands"] else 1
        if match["pounds"] or amount >= _A_YEAR:
            found.add(amount)
    return frozenset(found)
