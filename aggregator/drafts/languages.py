"""A story that two sources tell in two languages, in either of them."""

from dataclasses import replace

from aggregator.model.item import Item
from aggregator.model.story import Story

WELSH, ENGLISH = "cy", "en"
_WORDS = ("title", "summary", "url", "venue", "address", "price", "employer", "salary")


def languages_of(story: Story) -> tuple[str, ...]:
    """The languages of a pair, the Welsh first; none where it is told in one."""
    told = {language_of(item) for item in story.items if item.pair}
    return tuple(sorted(told)) if len(told) > 1 else ()


def awaits_twin(story: Story) -> bool:
    """Whether one of a pair of sources tells it and the other does not, or not yet."""
    return any(item.pair for item in story.items) and not languages_of(story)


def in_language(story: Story, language: str) -> Story:
    """The story in the words of its items in that language; its times stay."""
    items = [item for item in story.items if language_of(item) == language]
    if not items:
        return replace(story, language=language)
    first = max(items, key=lambda item: (item.own, item.pair is not None))
    words = {name: getattr(first, name) for name in _WORDS}
    alt = first.image_alt or story.image_alt
    return replace(story, **words, image_alt=alt, language=language)


def alone(story: Story) -> Story:
    """The story as if its items in other languages were not there."""
    language = (story.language or ENGLISH)[:2]
    items = tuple(item for item in story.items if language_of(item) == language)
    return replace(story, items=items)


def other_language(language: str) -> str:
    """Welsh for English, English for Welsh."""
    return ENGLISH if language == WELSH else WELSH


def language_of(item: Item) -> str:
    """The two letters of the language that an item is in."""
    return (item.language or ENGLISH)[:2].lower()
