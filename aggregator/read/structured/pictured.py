"""A picture that a page states, with the words that its element has for it."""

from lxml import html

from aggregator.read.structured.thing import Thing

_NAMES = frozenset({"image", "photo", "thumbnailUrl"})


def with_words(element: html.HtmlElement, name: str, value: str) -> Thing | str:
    """The value, as a picture with its words where the element is one that has any."""
    words = (element.get("alt") or "").strip()
    if name not in _NAMES or element.tag != "img" or not words or not value:
        return value
    return Thing(
        types=("ImageObject",), properties={"url": (value,), "caption": (words,)}
    )
