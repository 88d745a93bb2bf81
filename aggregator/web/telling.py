"""Who tells a story, and where the tellers differ."""

from collections.abc import Callable

from aggregator.model.facts import Moment
from aggregator.model.item import Item
from aggregator.model.story import Story

_COMPARED = ("title", "venue", "address", "status", "price")
_OF_ONE_DATE = ("starts", "ends", "closes", "employer", "salary")


def tellers(story: Story) -> tuple[tuple[Item, int], ...]:
    """One item a source, and how many more of it there are.

    A recurring event has an item a date: the one that the story is about is shown.
    """
    by_source: dict[str, list[Item]] = {}
    for item in story.items:
        by_source.setdefault(item.source, []).append(item)
    return tuple(
        (_nearest(items, story.starts), len(items) - 1) for items in by_source.values()
    )


def differing(story: Story) -> dict[str, tuple[tuple[str, object], ...]]:
    """By fact, what each source says, where they say different things.

    The dates of a recurring event are no difference.
    """
    names = _COMPARED if len(story.dates) > 1 else (*_COMPARED, *_OF_ONE_DATE)
    said = {
        name: tuple(
            dict.fromkeys(
                (item.source, getattr(item, name))
                for item in story.items
                if getattr(item, name) is not None
            )
        )
        for name in names
    }
    return {
        name: values
        for name, values in said.items()
        if len({value for _, value in values}) > 1
    }


def _nearest(items: list[Item], starts: Moment | None) -> Item:
    return next((item for item in items if item.starts == starts), items[0])


FILTERS: dict[str, Callable[..., object]] = {"tellers": tellers}
