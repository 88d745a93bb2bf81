"""A story that is on by its own source's word, and off or sold out by another's."""

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding
from aggregator.model.facts import Status

_SAID = {
    Status.CANCELLED: ("cancelled", "on"),
    Status.POSTPONED: ("postponed", "on"),
    Status.SOLD_OUT: ("sold out", "not"),
}
# What the other sources may add to a story that is sold out by its own word.
_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


def disputed(_text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.status in _OFF or len(story.dates) > 1:
        return None
    told = _OFF if story.status is Status.SOLD_OUT else _SAID
    said = next((item for item in story.items if item.status in told), None)
    if said is None:
        return None
    word, otherwise = _SAID[said.status]
    return Finding(
        rule="disputed",
        message=(
            f"The source {said.source} says that this is {word}, its own site "
            f"says that it is {otherwise}; ask before you post it"
        ),
        source=DESK,
    )
