"""Whether two items lead to one page of their own."""

from aggregator.model.item import Item
from aggregator.stories.address import comparable, is_list


def same_page(one: Item, other: Item) -> bool:
    """Whether both have one address, or lead to one, and it is not that of a list."""
    if one.page is not None or other.page is not None:
        return not _addresses(one).isdisjoint(_addresses(other))
    if one.url is None or other.url is None:
        return False
    if _end_apart(one.url, other.url):
        return False
    return comparable(one.url) == comparable(other.url) and not is_list(one.url)


def _end_apart(url: str, url2: str) -> bool:
    """Whether two addresses end in plain names, and not in one: those are two pages.

    It costs little, and most pairs that are compared are two.
    """
    last, last2 = url.rpartition("/")[2], url2.rpartition("/")[2]
    if last == last2 or "amp" in {last, last2}:
        return False
    return last.replace("-", "").isalnum() and last2.replace("-", "").isalnum()


def _addresses(item: Item) -> frozenset[str]:
    written = (item.url, item.page)
    return frozenset(comparable(one) for one in written if one and not is_list(one))
