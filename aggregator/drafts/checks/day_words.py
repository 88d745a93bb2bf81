"""The names of days and months in English and in Welsh, in every form that is met.

Welsh names change after some words: "o Ragfyr" is "from December".
"""

import re
from itertools import chain

_Forms = tuple[tuple[str, ...], tuple[str, ...]]
# English and Welsh: the whole name, the short one, others.
_DAYS: tuple[_Forms, ...] = (
    (("Monday", "Mon"), ("Llun", "Llun", "Lun")),
    (("Tuesday", "Tue", "Tues"), ("Mawrth", "Maw", "Fawrth")),
    (("Wednesday", "Wed", "Weds"), ("Mercher", "Mer", "Fercher")),
    (("Thursday", "Thu", "Thur", "Thurs"), ("Iau", "Iau")),
    (("Friday", "Fri"), ("Gwener", "Gwe", "Wener")),
    (("Saturday", "Sat"), ("Sadwrn", "Sad")),
    (("Sunday", "Sun"), ("Sul", "Sul")),
)
_MONTHS: tuple[_Forms, ...] = (
    (("January", "Jan"), ("Ionawr", "Ion")),
    (("February", "Feb"), ("Chwefror", "Chwef", "Chwe")),
    (("March", "Mar"), ("Mawrth", "Maw", "Fawrth")),
    (("April", "Apr"), ("Ebrill", "Ebr")),
    (("May", "May"), ("Mai", "Mai", "Fai")),
    (("June", "Jun"), ("Mehefin", "Meh", "Fehefin")),
    (("July", "Jul"), ("Gorffennaf", "Gorff", "Orffennaf")),
    (("August", "Aug"), ("Awst", "Awst")),
    (("September", "Sep", "Sept"), ("Medi", "Medi", "Fedi")),
    (("October", "Oct"), ("Hydref", "Hyd")),
    (("November", "Nov"), ("Tachwedd", "Tach", "Dachwedd")),
    (("December", "Dec"), ("Rhagfyr", "Rhag", "Ragfyr")),
)
# May, Mai, Mer and Iau are words as well: those have to begin with a capital.
_ONLY_NAMES = frozenset({"May", "Mai", "Fai", "Mer", "Maw", "Ion", "Sad", "Sul", "Iau"})


def _numbered(names: tuple[_Forms, ...], first: int) -> dict[str, int]:
    return {
        form.lower(): number
        for number, languages in enumerate(names, start=first)
        for form in chain(*languages)
    }


def _pattern(names: tuple[_Forms, ...]) -> str:
    """Any of them, the longest first, in capitals or small where that is safe."""
    forms = {form for languages in names for form in chain(*languages)}
    return "|".join(
        form if form in _ONLY_NAMES else f"[{form[0]}{form[0].lower()}](?i:{form[1:]})"
        for form in sorted(forms, key=lambda form: (-len(form), form))
    )


_WEEKDAYS, _NUMBERS = _numbered(_DAYS, 0), _numbered(_MONTHS, 1)
DAY = _pattern(_DAYS)
MONTH = rf"(?:{_pattern(_MONTHS)})(?![^\W\d_])"


def weekday_of(word: str) -> int:
    """The day of the week that a word names, Monday being 0."""
    return _WEEKDAYS[re.sub(r"\W", "", word).lower()]


def month_of(word: str) -> int:
    """The month that a word names, from 1."""
    return _NUMBERS[word.lower()]


def day_in(like: str, weekday: int) -> str:
    """The name of a day in the language, the length and the case of another's."""
    return _in_the_manner(like, _DAYS[weekday_of(like)], _DAYS[weekday])


def month_in(like: str, month: int) -> str:
    """The name of a month in the language, the length and the case of another's."""
    return _in_the_manner(like, _MONTHS[month_of(like) - 1], _MONTHS[month - 1])


def _in_the_manner(like: str, before: _Forms, after: _Forms) -> str:
    language = like.title() not in before[0]
    short = like.title() != before[language][0]
    word = after[language][short]
    return word.upper() if like.isupper() else word
