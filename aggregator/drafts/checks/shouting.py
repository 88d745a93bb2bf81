"""Words in capitals, which screen readers may spell out."""

# ruff: noqa: RUF001, SIM905 - typographic marks are meant; word lists read better so

import re

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.model.draft import Finding

_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")
_LOUD = re.compile(r"\b[A-Z]{4,}(?:['’][A-Z]+)?\b")
_MARKS = re.compile(r"[!?]{2,}")
_KNOWN = frozenset(
    (
        "LGBTQ LGBTQIA LGBT LEGO STEM STEAM SEND RSPB RNLI RNIB YMCA ESOL HMRC UNISON "
        "NASA CCTV GCSE DEFRA NATO COVID UCLAN BAME ASDA IKEA WWII FAQS DVLA RSPCA "
        "TODO UNESCO UNICEF NSPCC BTEC HSBC CAMHS"
    ).split()
)


def shouting(text: str, _: CheckContext) -> Finding | None:
    words = [
        word for word in _LOUD.findall(_NOT_WORDS.sub("", text)) if word not in _KNOWN
    ]
    marks = _MARKS.search(text)
    if words:
        return Finding(
            rule="shouting",
            message=f"{words[0]} is in capitals: ordinary letters are easier to read",
            source=SOCIAL,
        )
    if marks:
        return Finding(
            rule="shouting",
            message=f"{marks[0]}: one mark is enough",
            source=SOCIAL,
            fix=_MARKS.sub(lambda match: "?" if "?" in match[0] else "!", text),
        )
    return None
