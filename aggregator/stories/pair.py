"""Two items side by side: what the comparisons ask of them, found out when asked."""

from aggregator.model.item import Item
from aggregator.model.value import Value
from aggregator.stories import thresholds
from aggregator.stories.address import comparable
from aggregator.stories.likeness import LEVELS, Likeness, texts, titles, told
from aggregator.stories.places import Place, place_words
from aggregator.stories.words import FORMS, content, is_telling, words_of


class Pair(Value, frozen=True, kw_only=True):
    """Two items of one kind: how alike their titles are, whether they share a page."""

    one: Item
    other: Item
    name: Likeness
    page: bool
    place: Place = Place.UNKNOWN

    @property
    def text(self) -> float | None:
        """How alike their summaries are, if both are long enough."""
        return texts(self.one.summary, self.other.summary)

    @property
    def unexplained(self) -> tuple[frozenset[str], frozenset[str]]:
        """The telling words of each title that the other item says nowhere.

        Where both are told to be, is no more than where: a title may name it.
        """
        mine, theirs = self._unsaid
        if not mine and not theirs:
            return mine, theirs
        one, other = self.one, self.other
        where = place_words(one.venue, one.address)
        where |= place_words(other.venue, other.address)
        return mine - where, theirs - where

    @property
    def _unsaid(self) -> tuple[frozenset[str], frozenset[str]]:
        """The telling words of each title that the other's summary lacks."""
        name = self.name
        return _unsaid(name.left, self.other), _unsaid(name.right, self.one)

    @property
    def one_sided(self) -> bool:
        """Whether one item only says more than the other, its text considered."""
        mine, theirs = self.unexplained
        return not mine or not theirs

    @property
    def evidence(self) -> float:
        """The weight of words that both say, in their titles or one in its text."""
        mine, theirs = self._unsaid
        explained = (self.name.left - mine) | (self.name.right - theirs)
        return self.name.shared + sum(map(is_telling, explained))

    @property
    def swapped(self) -> bool:
        """Whether one word stands in the place of another, as near misses do."""
        left, right = self.name.left, self.name.right
        return len(left) == len(right) == 1 and any(self.unexplained)

    @property
    def parallel(self) -> bool:
        """Whether as many words stand in the place of others: "Owls, by Fay Rook"."""
        left, right = self.name.left, self.name.right
        return len(left) == len(right) and all(self.unexplained)

    @property
    def only_forms(self) -> bool:
        """Whether one title says nothing more than "workshop" or "evening"."""
        return self.name.left <= FORMS or self.name.right <= FORMS

    @property
    def other_level(self) -> bool:
        """Whether only one is for the advanced, a taster or the like."""
        return bool((self.name.left | self.name.right) & LEVELS)

    @property
    def same_source(self) -> bool:
        """Whether one source speaks of both."""
        return self.one.source == self.other.source

    @property
    def two_pages(self) -> bool:
        """Whether one source has a page for each of them."""
        one, other = self.one.url, self.other.url
        if not self.same_source or one is None or other is None or self.page:
            return False
        return comparable(one) != comparable(other)

    @property
    def vague(self) -> bool:
        """Whether a title says nothing ("Event")."""
        return not (words_of(self.one.title).words and words_of(self.other.title).words)

    @property
    def in_a_word(self) -> bool:
        """Whether the text of the untitled one speaks of what the other does.

        An untitled item without a text says nothing against it.
        """
        for untitled, titled in ((self.one, self.other), (self.other, self.one)):
            if words_of(untitled.title).words or untitled.summary is None:
                continue
            told = content(f"{titled.title} . {titled.summary or ''}")
            if not any(map(is_telling, told & content(untitled.summary))):
                return False
        return True

    @property
    def tells_the_same(self) -> bool:
        """Whether the summaries are nearly one."""
        return self.text is not None and self.text >= thresholds.TEXT_ALIKE

    @property
    def retold(self) -> bool:
        """Whether one summary has what the other has, in whatever words around it."""
        if self.one.summary is None or self.other.summary is None:
            return False
        alike = told(self.one.summary, self.other.summary)
        return alike is not None and alike >= thresholds.TOLD


def pair_of_events(one: Item, other: Item, *, page: bool, place: Place) -> Pair:
    """Two events: a title may name the place without saying more."""
    mine = place_words(one.venue, one.address)
    theirs = place_words(other.venue, other.address)
    if one.venue is None or other.venue is None:
        mine = theirs = mine | theirs
    name = titles(one.title, other.title, mine, theirs)
    return Pair(one=one, other=other, name=name, page=page, place=place)


def _unsaid(words: frozenset[str], item: Item) -> frozenset[str]:
    if not words:
        return words
    telling = frozenset(filter(is_telling, words))
    if telling and item.summary is not None:
        telling -= content(item.summary)
    return telling
