"""What one thing is in words: as we put it, and as the neighbours do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One thing in words.

    `retold` is how the calendar and, last, the community centre call it, `told` how
    they describe it. `body` are the further paragraphs of its own page. `months`
    are those in which it makes sense; none means all. `picture` is the name of a
    file of `pictures.py`, without `picture_alt` where the editors forgot it.
    """

    slug: str
    title: str
    summary: str
    body: tuple[str, ...] = ()
    retold: tuple[str, ...] = ()
    told: str | None = None
    price: str | None = None
    picture: str = "library.jpg"
    picture_alt: str | None = None
    months: tuple[int, ...] = ()

    @property
    def briefly(self) -> str:
        """As somebody else describes it."""
        return self.told or self.summary
