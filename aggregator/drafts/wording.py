"""A source's own words made fit to be quoted: titles, summaries, places."""

# ruff: noqa: RUF001 - typographic marks are meant

import re

from aggregator.drafts.marks import without_marks
from aggregator.drafts.sentences import sentences

_KNOWN = frozenset(
    [
        "UK",
        "NHS",
        "BBC",
        "ITV",
        "LGBT",
        "LGBTQ",
        "LGBTQ+",
        "MP",
        "MPS",
        "STEM",
        "STEAM",
        "LEGO",
        "SEND",
        "VE",
        "VJ",
        "IT",
        "ICT",
        "CV",
        "DIY",
        "GP",
        "TV",
        "DVD",
        "BSL",
        "A&E",
        "AI",
        "3D",
        "2D",
        "PC",
        "HIV",
        "NCS",
        "RSPB",
        "VR",
        "USA",
        "EU",
        "CIC",
        "YMCA",
        "RNIB",
        "RNLI",
        "U3A",
        "HGV",
        "PCN",
        "CCTV",
        "FAQ",
        "PDF",
        "GCSE",
        "ESOL",
        "TA",
        "PA",
        "HR",
        "HMRC",
        "DWP",
        "RAF",
        "D&D",
        "II",
        "III",
        "IV",
        "VI",
        "WWI",
        "WWII",
        "AGM",
        "Q&A",
        "B&B",
        "PE",
        "RE",
        "SEN",
        "NVQ",
        "EV",
    ]
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "vs",
        "y",
        "yr",
        "i",
        "o",
        "yn",
    ]
)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
# A date at the end of a title: we write the date ourselves, and once.
_DATED = re.compile(
    rf"[\s,:(–—|-]+(?:on\s+)?(?:(?:{_DAYS})[a-z]*,?\s+)?(?P<day>\d{{1,2}})"
    rf"(?:st|nd|rd|th)?\s+(?P<month>{_MONTHS})[a-z]*\.?(?:,?\s+\d{{4}})?"
    r"(?:,?\s+(?:at\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?)?\)?$",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\s+[|–—-]\s+[^|–—]*\b(?:Council|Libraries|Library Service|News|GOV\.UK)$"
)
_BOILERPLATE = re.compile(
    r"^(?:the post\b.*\bappeared first on\b|read more|continue reading|find out more"
    r"|click here|more (?:info|details|information)|view (?:the )?(?:event|details)"
    r"|book (?:now|here|online)|for more information|no description|n/?a\b|tbc\b"
    r"|this (?:website|site|page) uses cookies|we use cookies|share this|follow us"
    r"|skip to|event details|join us for an? (?:exciting|amazing)|lorem ipsum)",
    re.IGNORECASE,
)
_TRUNCATED = re.compile(r"\s*(?:\[?(?:…|\.{3})\]?|\[…\]|&hellip;)\s*$")
_MORE = re.compile(
    r"\s*(?:\[?\b(?:read more|continue reading|find out more)\b[^.!?]*[.…»>\]]*)$",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"\s*\(?\bhttps?://\S+", re.IGNORECASE)
_WORD = re.compile(r"[\w'’&+]+")
_MARKS = re.compile(r"[!?]{2,}")
LONGEST = 300
_LONGEST_SUMMARY = 1_500
_MOST_SENTENCES = 3
_LOUD = 0.7
_FEWEST_LETTERS = 6


def plain(text: str | None, longest: int = LONGEST) -> str | None:
    """One line without marks, addresses or stray spaces; `None` when empty.

    Longer texts are cut between words: a source may send a whole page as a title, and
    no network takes more than a few hundred characters anyway.
    """
    if not text:
        return None
    if len(text) > longest:
        text = text[:longest].rpartition(" ")[0] or text[:longest]
    text = _ADDRESS.sub("", without_marks(text)) if "://" in text else text
    text = _SPACES.sub(" ", without_marks(text)).strip()
    return _MARKS.sub(_one_mark, text) or None


def title_of(text: str, day_and_month: tuple[int, int] | None, council: str) -> str:
    """A title that stands in a post: not shouted, not dated twice, without the site.

    `day_and_month` is the story's own date; another date in a title is left there.
    """
    title = plain(text) or text[:LONGEST]
    title = _SITE.sub("", title) if " | " in title or " - " in title else title
    without = title.removesuffix(council)
    if without != title and without.endswith((" - ", " | ", " – ")):
        title = without
    title = quiet(title)
    if day_and_month and (match := _DATED.search(title)) and match.start() > 0:
        month = _MONTHS.split("|").index(match["month"].title()) + 1
        if (int(match["day"]), month) == day_and_month:
            title = title[: match.start()]
    return title.rstrip(" .,;:|–—-") or title


def summary_of(text: str | None, title: str) -> str | None:
    """The summary's own sentences: no boilerplate, nothing the title says already."""
    summary = plain(text, _LONGEST_SUMMARY)
    if summary is None:
        return None
    summary = _MORE.sub("", summary)
    cut = bool(_TRUNCATED.search(summary))
    found = sentences(_TRUNCATED.sub("…" if cut else "", summary))
    if cut and len(found) > 1:
        found = found[:-1]
    same = _key(title)
    kept = [
        quiet(part)
        for part in found
        if not _BOILERPLATE.match(part) and _key(part) not in ("", same)
    ]
    kept = kept[:_MOST_SENTENCES]
    if not kept:
        return None
    whole = " ".join(kept)
    return whole if whole.endswith((".", "!", "?", "…", "”", '"')) else f"{whole}."


def venue_of(text: str | None, title: str) -> str | None:
    """The place's name without its postal address, unless the title has it already."""
    venue = plain(text)
    if venue is None:
        return None
    venue = quiet(venue.split(",")[0].strip().rstrip("."))
    return None if not venue or _key(venue) in _key(title) else venue


def salary_of(text: str | None) -> str | None:
    """The pay as the source words it; "Competitive" alone says what it is of."""
    salary = plain(text)
    if salary and " " not in salary and not any(map(str.isdigit, salary)):
        return f"{salary} salary"
    return salary


def is_title(text: str) -> bool:
    """Whether a title says anything: an address alone does not."""
    return plain(text) is not None


def quiet(text: str) -> str:
    """Capitals turned into ordinary words where a text shouts."""
    letters = [letter for letter in text if letter.isalpha()]
    loud = sum(1 for letter in letters if letter.isupper())
    if len(letters) < _FEWEST_LETTERS or loud < _LOUD * len(letters):
        return text
    first = True
    words = []
    for word in text.split(" "):
        words.append(_quiet_word(word, first=first))
        first = word.endswith((":", ".", "!", "?", "-", "–"))
    return " ".join(words)


def _quiet_word(word: str, *, first: bool) -> str:
    core = word.strip(".,:;!?()[]\"'’“”")
    if core.upper() in _KNOWN or any(letter.isdigit() for letter in core):
        return word
    lowered = word.lower()
    if core.lower() in _SMALL and not first:
        return lowered
    return "-".join(_capital(part) for part in lowered.split("-"))


def _capital(word: str) -> str:
    for place, letter in enumerate(word):
        if letter.isalpha():
            return word[:place] + letter.upper() + word[place + 1 :]
    return word


def _one_mark(match: re.Match[str]) -> str:
    return "?" if "?" in match[0] else "!"


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
