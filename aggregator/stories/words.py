"""Titles and texts as the words that carry meaning, each with its weight."""

import re
from functools import lru_cache

from aggregator.model.value import Value
from aggregator.stories.ages import CLOSE, Ages, ages_in
from aggregator.stories.ages import SIGNS as AGE_SIGNS
from aggregator.stories.folding import fold
from aggregator.stories.phrases import SIGNS, with_phrases
from aggregator.stories.stems import stem
from aggregator.stories.welsh_days import in_english, may_name_day
from aggregator.stories.wordlists import listed

# Said of many things: alone they tell no two of them apart.
COMMON = listed(
    """academy activities activity adult advice afternoon author beginner branch
    cafe camp celebrate celebration centre chat child children class clinic club
    coffee community council course day demonstration drop dropin evening family
    festival friend fun gathering get group hall help holiday in job join junior
    late launch learn lesson library local lunchtime meet meeting member morning
    national night online open people performance player programme project
    public road school service session show social street support talk taster
    team time times together tour town training trial vacancy village visit walk ward
    week welcome with workshop"""
)
# Sessions that most branches hold under the same name.
USUAL = listed(
    """baby bounce craft rhyme rhymetime story storytime toddler knit natter
    lego chess code coding book reader reading quiz film yoga tai chi bingo
    choir digital computer exhibition fair market party singing sing song
    assistant officer manager advisor worker christmas easter halloween summer
    winter spring autumn closure closed close opening change works update
    consultation halfterm"""
)
LEAST = 0.35
_WEIGHTS = {
    **dict.fromkeys(map(stem, USUAL), 0.6),
    **dict.fromkeys(map(stem, COMMON), LEAST),
}
_UNTELLING = frozenset(map(stem, COMMON))
_EMPTY = listed(
    """a an and are as at be by come for from here his her how in into is it its
    of off on or our s so that the their there they this to up us we what whats
    when where who will with you your event events new news latest update
    updated reminder free cancelled canceled postponed rescheduled sold out
    soldout fully booked save date dates again today tomorrow tonight next last
    every only now please note announcement notice tbc listing info ref
    reference untitled year years old olds age ages aged not has have been yr
    yrs n t ltd limited plc llp was were do does can about more places left
    spaces available extended guided special live present presents presenting
    illustrated visitor everyone everybody all great big little regular weekly
    monthly annual friendly lovely bilingual experience pg 12a doors rt y yr yn
    a ac i under over ticket tickets eventbrite make makes making made take takes let
    lets use using bring brings come try enjoy discover gan am ddim yng ym gyda ar gyfer
    ein eich dewch croeso newydd gentle easy v vs versus w ir oh yes
    along around through towards between"""
)
_DAYS = listed(
    """mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday
    thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays"""
)
# Of which sort a session is; said of one title only, they tell nothing apart.
FORMS = frozenset(
    map(
        stem,
        listed(
            """academy activity advice afternoon beginner cafe camp chat class clinic
    club course day demonstration display dropin evening group help learn lesson
    meeting morning night session show support talk taster training workshop"""
        ),
    )
)
_MONTHS = listed(
    """jan feb mar apr jun jul aug sep sept oct nov dec january february march april
    may june july august september october november december"""
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.?|p\.m\.?)"
    r"(?![a-z])|\b(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)\b"
)
_BEGINS = re.compile(
    r"\b(?:doors|gates?|bar|entry|arriv\w+|from|opens?|starts?|begins?|on"
    r"|film|show|concert|performance|kick-?off)\b\D{0,12}"
    r"(?P<when>\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?m)?)"
)
# "10-11.30am" begins a range with a bare figure.
_RANGE = re.compile(
    r"\b\d{1,2}(?:[.:]\d{2})?\s*(?:-|\u2013|to)\s*(?=\d{1,2}(?:[.:]\d{2})?\s*[ap]m\b)"
)
_WRITTEN_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]*\b(?:\s+\d{4})?|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\s+\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s+\d{4})?|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b"
)
# "Sat 23rd": which month, everybody knows.
_DAY_OF_WEEK = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\b"
    r"(?![.:]\d)"
)
# "Storytime (afternoon)" is another session than "Storytime (morning)", whatever else
# the titles say.
_SESSION = re.compile(
    r"[(\[:\u2013-]\s*(?P<label>morning|afternoon|evening|lunchtime|matinee)"
    r"(?: session| performance)?\s*[)\]]?\s*\Z"
)
_SESSIONS = frozenset(map(stem, ("morning", "afternoon", "evening", "matinee")))
# A title whose figures are bare numbers is read no further; these are two searches as
# each is quick by the one sort of character that its alternatives begin with.
_FIGURED = re.compile(
    r"£|%|/|:|per ?cent|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|mon|tue|wed|thu|fri|sat|sun"
)
_FIGURES_OF = re.compile(r"\d ?[ap]\.?m|\d ?- ?\d|\d of \d")
# Whether it is worth while to look for times and days.
_TIMED = re.compile(r"\d\s?(?:[ap]\.?m|:\d)")
_DATED = re.compile(r"\d[/-]\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
# "2027/28" is the year that begins in 2027.
_FINANCIAL_YEAR = re.compile(r"(?<=\b20\d\d)\s?[/-]\s?\d\d\b(?![/-])")
_AMOUNT = re.compile(
    r"£\s?\d[\d,]*(?:\.\d+)?\s?(?:[mf]iliwn|million|thousand|bn|m|k)?\b"
    r"|\b\d+(?:\.\d+)?\s?(?:%|per ?cent\b)"
)
_AMOUNT_SIGNS = ("£", "%", "per cent", "percent")
_AMOUNT_MARK = re.compile("[£%]|per ?cent")
# "(1/3)", "part 2 of 3": how many there are tells none of them apart, and hides which.
_OF_SO_MANY = re.compile(r"\((\d\d?) ?/ ?\d\d?\)|\b(\d\d?) of \d\d?\b")
_FIGURES = re.compile(r"\d{1,2}")
_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
# "8 March", "March 8", "8-12 March", "Monday 8 to Friday 12 March".
_DAY_OF_YEAR = re.compile(
    r"\b(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|\bto\b|\band\b|\buntil\b)\s*"
    r"(?:[a-z]+day\s+)?)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?P<month2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+"
    r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b"
)
_SITE_NAME = re.compile(r"\s+[|\u2022\u00b7]\s+[^|\u2022\u00b7]{3,60}\Z")
# What stands for a number, begins a phrase or names a session: a title with one of
# these, a digit or the name of a site is read with care; most are read in one go.
_ODD_WORDS = SIGNS | listed(
    """one two three four five six seven eight nine ten eleven twelve fives ii iii iv
    morning afternoon evening lunchtime matinee under
    a b c d e f g h i j k l m n o p q r s t u v w x y z"""
)
_SITE_MARK = re.compile(r"[|\u2022\u00b7]")
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_NOON, _MINUTES = 12, 60


class Words(Value, frozen=True, kw_only=True):
    """What a text says: its words, its numbers and labels, its times of day.

    `numbers` are what tells numbered things apart (parts, years, "Group B", "£3m",
    "2.99%"); `times` are minutes after midnight; `ages` for whom it is, if it says so.
    """

    words: frozenset[str]
    numbers: frozenset[str] = frozenset()
    times: frozenset[int] = frozenset()
    ages: Ages | None = None


def weight(word: str) -> float:
    """What sharing a word is worth, from 0.35 for "club" to 1 for a name."""
    return _WEIGHTS.get(word, 1.0)


def is_telling(word: str) -> bool:
    """Whether a word says what a thing is, rather than of which sort or for whom."""
    if word in _UNTELLING or word.isdigit():
        return False
    return word[0] != "£" and word[-1] != "%"


def telling(words: frozenset[str]) -> frozenset[str]:
    """Those of a title's words that tell most, or all where none does."""
    return words - _UNTELLING or words


@lru_cache(maxsize=1_000)
def plain_words(text: str) -> frozenset[str]:
    """Every word of a text, folded, numbers among them."""
    return frozenset(map(stem, _WORD.findall(fold(text))))


@lru_cache(maxsize=1_000)
def content(text: str) -> frozenset[str]:
    """The words of a text that say something, numbers among them."""
    return frozenset(
        stem(word) for word in _joined_words(fold(text)) if word not in _EMPTY
    )


# The titles of a large poll are read for their keys first, and compared after.
@lru_cache(maxsize=4_000)
def words_of(title: str) -> Words:
    """The words of a title, without dates, times and the name of the site."""
    text = fold(title)
    said = _WORD.findall(text)
    named = _SITE_MARK.search(text) is not None
    if not named and "".join(said).isalpha() and _ODD_WORDS.isdisjoint(said):
        return Words(words=frozenset(filter(None, map(_meant, said))))
    if named:
        text = _SITE_NAME.sub("", text) or text
        said = _WORD.findall(text)
    return _read_with_care(text, said)


def _read_with_care(text: str, said: list[str]) -> Words:
    """A title with numbers, phrases or names of sessions; `said` are its words."""
    ages, whole = None, text
    digits = _DIGIT.search(text) is not None
    aged = "+" in text or not AGE_SIGNS.isdisjoint(said)
    if aged or (digits and CLOSE.search(text)):
        ages, text = ages_in(text)
    times: frozenset[int] = frozenset()
    numbers: list[str] = []
    if digits and (_FIGURED.search(text) or _FIGURES_OF.search(text)):
        text = _OF_SO_MANY.sub(r" \1\2 ", text)
        times, text = _timed(text)
        numbers, text = _counted(text)
    words = []
    said = _joined(text, said if text is whole else _WORD.findall(text))
    for word in filter(None, map(_meant, said)):
        if len(word) > 1 and word.isalpha():
            words.append(word)
        else:
            numbers.append(word.removesuffix("s"))
    if not _SESSIONS.isdisjoint(words):
        session = _SESSION.search(text)
        if session is not None:
            numbers.append(session["label"])
    return Words(
        words=frozenset(words), numbers=frozenset(numbers), times=times, ages=ages
    )


def _timed(text: str) -> tuple[frozenset[int], str]:
    """The times of day that a text names, and the text without them and its dates."""
    times: frozenset[int] = frozenset()
    if _TIMED.search(text):
        text = _RANGE.sub(" ", text)
        times = frozenset(filter(None, map(_minutes, _CLOCK.finditer(text))))
        text = _CLOCK.sub(" ", text)
    if _DATED.search(text):
        text = _WRITTEN_DAY.sub(" ", text)
    return times, _DAY_OF_WEEK.sub(" ", text)


def _counted(text: str) -> tuple[list[str], str]:
    """The sums and shares that a text names, and the text without them."""
    if "20" in text:
        text = _FINANCIAL_YEAR.sub(" ", text)
    if not _AMOUNT_MARK.search(text):
        return [], text
    return [_spelt(found) for found in _AMOUNT.findall(text)], _AMOUNT.sub(" ", text)


@lru_cache(maxsize=8_000)
def _meant(word: str) -> str | None:
    """The word that stands for it, `None` where it says nothing."""
    if word in _EMPTY or word in _DAYS or (word in _MONTHS and word != "may"):
        return None
    meant = stem(word)
    return None if meant in _EMPTY else meant


@lru_cache(maxsize=2_000)
def weekdays(title: str) -> frozenset[str]:
    """The days of the week that a title names, which `words_of` leaves out."""
    said = (word for word in _WORD.findall(fold(title)) if word in _DAYS)
    return frozenset(word[:3] for word in said)


@lru_cache(maxsize=2_000)
def written_days(title: str) -> frozenset[str]:
    """The days of the year that a title names, as "2feb"."""
    if not _DIGIT.search(title):
        return frozenset()
    found = _WRITTEN_DAY.findall(fold(title))
    return frozenset(
        f"{''.join(_FIGURES.findall(day)[:1])}{''.join(_MONTH.findall(day)[:1])}"
        for day in found
    )


def names_a_day(word: str) -> bool:
    """Whether a word is the name of a day or a month."""
    return word in _DAYS or word in _MONTHS


@lru_cache(maxsize=1_000)
def days_of_year(text: str) -> frozenset[str]:
    """The days that a text in lower case names, the first of several too, as "8mar"."""
    if not may_name_day(text):
        return frozenset()
    return frozenset(
        f"{int(day)}{found['month'] or found['month2']}"
        for found in _DAY_OF_YEAR.finditer(in_english(text))
        for day in (found["first"], found["day"], found["day2"])
        if day is not None
    )


def amounts(text: str) -> frozenset[str]:
    """The sums and shares of a text in lower case: "£3m", "2.9%"."""
    if not any(map(text.__contains__, _AMOUNT_SIGNS)):
        return frozenset()
    return frozenset(map(_spelt, _AMOUNT.findall(text)))


def _spelt(amount: str) -> str:
    """A sum or a share as it is compared: "£3m" is "£3 million", "3%" "3 per cent"."""
    plain = (
        re.sub(r"[\s,]", "", amount).replace("million", "m").replace("thousand", "k")
    )
    plain = re.sub(r"[mf]iliwn\Z", "m", plain)
    return re.sub(r"percent\Z", "%", plain).replace(".00", "")


def beginnings(text: str) -> frozenset[int]:
    """The minutes of the day at which a text says that something begins or opens."""
    found = (
        _minutes(clock)
        for start in _BEGINS.finditer(fold(text))
        for clock in [_CLOCK.match(start["when"])]
        if clock is not None
    )
    return frozenset(filter(None, found))


def _joined_words(text: str) -> list[str]:
    """The words of a folded text, those of a phrase as the one that stands for it."""
    return _joined(text, _WORD.findall(text))


def _joined(text: str, said: list[str]) -> list[str]:
    if SIGNS.isdisjoint(said):
        return said
    return _WORD.findall(with_phrases(text, said))


def _minutes(found: re.Match[str]) -> int | None:
    if found["h24"] is not None:
        return int(found["h24"]) * _MINUTES + int(found["m24"])
    hour = int(found["hour"])
    if not 0 < hour <= _NOON:
        return None
    afternoon = found["half"].startswith("p")
    return (hour % _NOON + _NOON * afternoon) * _MINUTES + int(found["minute"] or 0)
