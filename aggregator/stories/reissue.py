"""A source that gives its things new identities says the same of them, not more."""

from collections.abc import Collection

from aggregator.model.item import Item


def is_reissue(item: Item, known: Item, listed: Collection[str]) -> bool:
    """Whether a new item stands for one of the same story that its source dropped.

    `listed` are the ids of all items in the document that brought the new one. Many
    calendars make new UIDs at each export: believed beside the new one, the old one
    would hold on to a date or a status that its source has withdrawn.
    """
    if known.source != item.source or known.id in listed:
        return False
    if known.starts == item.starts:
        return True
    return known.url is not None and known.url == item.url
