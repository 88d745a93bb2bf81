"""A prepared line of an evening with its blanks filled; pure."""

from collections.abc import Mapping

from aggregator.drafts.campaigns import with_hashtag
from aggregator.model.evening import BLANK, Evening, Line


def blanks(line: Line) -> tuple[str, ...]:
    """What has to be filled in, each once, in the order of the text."""
    return tuple(dict.fromkeys(BLANK.findall(line.text)))


def filled(evening: Evening, line: Line, answers: Mapping[str, str]) -> str:
    """What the post says, with its link and the evening's hashtag.

    What is filled in is taken as it is: braces in it are no blanks.

    Raises:
        KeyError: a blank has no answer.
    """
    text = BLANK.sub(lambda found: answers[found[1]], line.text)
    return tagged(evening, f"{text}\n{line.link}" if line.link else text)


def so_far(evening: Evening, line: Line, answers: Mapping[str, str]) -> str:
    """The same while somebody types: what has no answer yet is still a blank."""
    every = {name: answers.get(name) or f"{{{name}}}" for name in blanks(line)}
    return filled(evening, line, every)


def tagged(evening: Evening, text: str) -> str:
    """Words of somebody's own with the evening's hashtag."""
    return with_hashtag(text, None, evening.hashtag)
