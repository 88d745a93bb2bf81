"""Words in capitals, which screen readers may spell out."""

# ruff: noqa: SIM905 - word lists read better so

import re

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.drafts.checks.quiet import LOUD, quietened
from aggregator.model.draft import Finding

_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+|\[[^\]]*\]|\{\{.*?\}\}")
_MARKS = re.compile(r"[!?]{2,}")
_KNOWN = frozenset(
    (
        "LGBTQ LGBTQIA LGBT LEGO STEM STEAM SEND RSPB RNLI RNIB YMCA ESOL HMRC UNISON "
        "NASA CCTV GCSE DEFRA NATO COVID UCLAN BAME ASDA IKEA WWII FAQS DVLA RSPCA "
        "TODO UNESCO UNICEF NSPCC BTEC HSBC CAMHS ICYMI UCAS PAYE CADW CBAC WJEC RNID "
        "IELTS PCSO TUPE ULEZ EHCP SENCO ADHD PTSD BAFTA CAMRA VIII XIII XVII XVIII"
    ).split()
)
# What a notice begins with, by long custom: "CANCELLED: ...".
_LABEL = re.compile(
    r"^\W*(?:CANCELLED|POSTPONED|UPDATE|UPDATED|REMINDER|CORRECTION|CANSLWYD|GOHIRIWYD"
    r"|DIWEDDARIAD)(?=\s?[:\u2013\u2014-])"
)


def shouting(text: str, context: CheckContext) -> Finding | None:
    plain = _NOT_WORDS.sub("", _LABEL.sub("", text))
    words = [word for word in LOUD.findall(plain) if word not in _KNOWN]
    if words:
        quiet = quietened(text, _KNOWN, frozenset(words), context)
        return Finding(
            rule="shouting",
            message=f"{words[0]} is in capitals: ordinary letters are easier to read",
            source=SOCIAL,
            fix=_MARKS.sub(_one_mark, quiet),
            remedy="write it in ordinary letters",
        )
    marks = _MARKS.search(text)
    if marks:
        return Finding(
            rule="shouting",
            message=f"{marks[0]}: one mark is enough",
            source=SOCIAL,
            fix=_MARKS.sub(_one_mark, text),
            remedy="leave one mark",
        )
    return None


def _one_mark(match: re.Match[str]) -> str:
    return "?" if "?" in match[0] else "!"
