"""Whether two items lead to one page of their own."""

from aggregator.model.item import Item
from aggregator.stories.address import comparable, is_list


def same_page(one: Item, other: Item) -> bool:
    """Whether both have one address, or lead to one, and it is not that of a list."""
    if one.page is not None or other.page is not None:
        return not _addresses(one).isdisjoint(_addresses(other))
    if one.url is None or other.url is None:
        return False
    return comparable(one.url) == comparable(other.url) and not is_list(one.url)


def _addresses(item: Item) -> frozenset[str]:
    written = (item.url, item.page)
    return frozenset(comparable(one) for one in written if one and not is_list(one))
