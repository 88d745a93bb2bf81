"""A prepared line of an evening with its blanks filled; pure."""

import re
from collections.abc import Mapping

from aggregator.drafts.campaigns import with_hashtag
from aggregator.model.evening import Evening, Line

_BLANK = re.compile(r"\{([a-z][a-z0-9 ]*)\}")


def blanks(line: Line) -> tuple[str, ...]:
    """What has to be filled in, each once, in the order of the text."""
    return tuple(dict.fromkeys(_BLANK.findall(line.text)))


def filled(evening: Evening, line: Line, answers: Mapping[str, str]) -> str:
    """What the post says, with its link and the evening's hashtag.

    What is filled in is taken as it is: braces in it are no blanks.

    Raises:
        KeyError: a blank has no answer.
    """
    text = _BLANK.sub(lambda found: answers[found[1]], line.text)
    said = f"{text}\n{line.link}" if line.link else text
    return with_hashtag(said, None, evening.hashtag)
