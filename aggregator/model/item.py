"""An entry made comparable: the word that sources, stories and commands share."""

from aggregator.model.facts import Facts


class Item(Facts, frozen=True, kw_only=True):
    """One source's word on one thing.

    `id` is the same at every poll for the same thing at the same source, whatever
    happens to its GUID or timestamp. `identifier` is the source's own. `url` is
    canonical. `series` is shared by the instances of one recurring event. `own` says
    that the source is whose thing it is, and so believed before others. `pair` names
    the two sources, this one and another, that tell the same in two languages. `page`
    is the canonical address of the page that `url` leads to, where that is another.
    """

    id: str
    source: str
    identifier: str | None = None
    series: str | None = None
    own: bool = False
    pair: str | None = None
    page: str | None = None
