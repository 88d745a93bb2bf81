"""Whether two items lead to one page of their own."""

from aggregator.model.item import Item
from aggregator.stories.address import comparable, is_list


def same_page(one: Item, other: Item) -> bool:
    """Whether both have one address, and it is not that of a list."""
    if one.url is None or other.url is None:
        return False
    return comparable(one.url) == comparable(other.url) and not is_list(one.url)
