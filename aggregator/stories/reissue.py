"""A source that gives its things new identities says the same of them, not more."""

from collections.abc import Collection

from aggregator.model.item import Item
from aggregator.stories.folding import fold

RENAMED = "its source tells of it under another identity now"


def is_reissue(item: Item, known: Item, listed: Collection[str]) -> bool:
    """Whether a new item stands for one of the same story that its source dropped.

    `listed` are the ids of all items in the document that brought the new one. Many
    calendars make new UIDs at each export: believed beside the new one, the old one
    would hold on to a date or a status that its source has withdrawn.
    """
    if known.source != item.source or known.id in listed:
        return False
    if known.starts == item.starts or is_renamed(item, known, listed):
        return True
    return known.url is not None and known.url == item.url


def is_renamed(item: Item, known: Item, listed: Collection[str]) -> bool:
    """Whether a calendar gave what it dropped another identity, perhaps another date.

    Only for what has no page of its own: a feed drops what is old, and is right still.
    """
    return (
        known.source == item.source
        and known.id not in listed
        and known.kind is item.kind
        and known.url is None
        and item.url is None
        and fold(known.title) == fold(item.title)
        and fold(known.venue or "") == fold(item.venue or "")
    )
