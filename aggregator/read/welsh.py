"""Days, months and times of day in Welsh, put into English for those who read dates.

"Dydd Mercher 9fed o Ragfyr, 10yb - 12yp" becomes "wednesday 9 december, 10am - 12pm".
Only a text that names a day or a month in Welsh is touched.
"""

import re

# Each with the form it takes after "o" and "i", where that is another.
_MONTHS = {
    **dict.fromkeys(("ionawr",), "january"),
    **dict.fromkeys(("chwefror",), "february"),
    **dict.fromkeys(("mawrth", "fawrth"), "march"),
    **dict.fromkeys(("ebrill",), "april"),
    **dict.fromkeys(("mai", "fai"), "may"),
    **dict.fromkeys(("mehefin", "fehefin"), "june"),
    **dict.fromkeys(("gorffennaf", "orffennaf"), "july"),
    **dict.fromkeys(("awst",), "august"),
    **dict.fromkeys(("medi", "fedi"), "september"),
    **dict.fromkeys(("hydref",), "october"),
    **dict.fromkeys(("tachwedd", "dachwedd"), "november"),
    **dict.fromkeys(("rhagfyr", "ragfyr"), "december"),
}
_DAYS = {
    "llun": "monday",
    "mawrth": "tuesday",
    "mercher": "wednesday",
    "iau": "thursday",
    "gwener": "friday",
    "wener": "friday",
    "sadwrn": "saturday",
    "sul": "sunday",
}
_DAY = re.compile(rf"\b(?:dd?ydd|nos|bob\s+dydd)\s+({'|'.join(_DAYS)})\b")
_MONTH = re.compile(
    r"\b(\d{1,2})(?:af|ail|il|ydd|fed|ed|eg|ain)?\s+(o\s+)?"
    rf"({'|'.join(_MONTHS)})\b"
)
_WORDS = (
    (re.compile(r"(?<=\d)\s*(?:y\.?b\b\.?|yn\s+y\s+bore\b)"), "am"),
    (re.compile(r"(?<=\d)\s*(?:y\.?[ph]\b\.?|yn\s+y\s+prynhawn\b)"), "pm"),
    (re.compile(r"\bhanner\s+dydd\b"), "noon"),
    (re.compile(r"\b(?:tan|hyd\s+at|hyd)\b"), "until"),
    (re.compile(r"(?<=\d|m)\s+i\s+(?=\d)"), " to "),
    (re.compile(r"\bdyddiad\s+cau\b"), "closing date"),
)


def in_english(text: str) -> str:
    """The text in lower case, its Welsh dates in English."""
    text = text.casefold()
    if not (_DAY.search(text) or _MONTH.search(text)):
        return text
    text = _DAY.sub(lambda found: _DAYS[found[1]], text)
    text = _MONTH.sub(lambda found: f"{found[1]} {_MONTHS[found[3]]}", text)
    for welsh, english in _WORDS:
        text = welsh.sub(english, text)
    return text
