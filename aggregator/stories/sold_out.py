"""What a source's words say about places that are gone: "Sold out", "Mae'n llawn".

Only a whole sentence about the whole thing counts. "Not sold out", "nearly sold out",
"sold out last year", "the matinee has sold out" and "yn llawn hwyl" (full of fun) say
nothing of the kind, and a wrong word here would keep people away.
"""

import re

# What "sold out" may be said of, so that the whole event is meant and no part of it.
_WHOLE = (
    r"(?:(?:this|the|our|all|it|tickets?|places|spaces|seats|event|session|workshop|"
    r"talk|performance|show|concert|course|class|trip|walk|tour|evening|for|and)\s+"
    r"|it['\u2019]s\s+(?:now\s+)?)"
)
_ENGLISH = (
    r"(?:(?:sorry|please note|update|unfortunately|apologies|important|note)\W+"
    r"(?:that\s+|but\s+)?)*"
    rf"{_WHOLE}{{0,6}}"
    r"(?:(?:is|are|has|have|now|been|all|already|completely)\s+){0,4}"
    r"(?:sold[\s-]?out|fully[\s-]booked)"
    r"(?:\s+(?:now|already))?"
    r"(?:\s*(?:,|;|:|-|\u2013|\u2014|\bbut\b|\bplease\b|\bthank(?:s| you)\b|\bsorry\b)"
    r"(?!.*\b(?:years?|times?|since|every|before|(?:19|20)\d\d)\b).*)?"
)
_SUBJECT = (
    r"(?:(?:mae(?:['\u2019]r|['\u2019]n|n)?|pob|holl|yr?|digwyddiad|sesiwn|gweithdy|cwrs|"
    r"sgwrs|noson|sioe|tocyn|tocynnau|lle|lleoedd|llefydd|hwn|hon|nawr|bellach|"
    r"wedi)\s+){0,7}"
)
_WELSH = (
    rf"(?:(?:sori|ymddiheuriadau|nodwch)\W+)*{_SUBJECT}"
    r"(?:(?:wedi\s+)?(?:gwerthu|eu gwerthu|cael eu gwerthu)\s+allan|"
    r"(?<=mae'n )llawn|(?<=mae\u2019n )llawn|yn\s+llawn|llawn)"
    r"(?:\s+(?:nawr|bellach))?"
)
_SENTENCE = re.compile(rf"\W*(?:{_ENGLISH}|{_WELSH})\W*\Z", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.!?\n|\u2022])\s+|\n")
_MENTIONS = re.compile(r"sold.?out|fully.booked|gwerthu allan|llawn", re.IGNORECASE)
_QUESTION = "?"


def says_sold_out(text: str | None) -> bool:
    """Whether one of its sentences says so of the whole thing, and of now."""
    # Most texts do not mention it, and this is asked of every item.
    if text is None or _MENTIONS.search(text) is None:
        return False
    return any(
        _SENTENCE.match(sentence) is not None
        for sentence in _ENDS.split(text)
        if not sentence.rstrip().endswith(_QUESTION)
    )
