"""A story that is on by its own source's word, and off by another's."""

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding
from aggregator.model.facts import Status

_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


def disputed(_text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.status in _OFF or len(story.dates) > 1:
        return None
    said = next((item for item in story.items if item.status in _OFF), None)
    if said is None:
        return None
    return Finding(
        rule="disputed",
        message=(
            f"The source {said.source} says that this is {said.status}, its own site "
            "says that it is on; ask before you post it"
        ),
        source=DESK,
    )
