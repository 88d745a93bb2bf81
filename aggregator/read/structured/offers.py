"""Whether there are places left, as the offers of an event say it."""

from collections.abc import Iterator

from aggregator.model.facts import Kind
from aggregator.read.structured.thing import Thing, short_name
from aggregator.read.structured.types import kind_of

# schema.org/ItemAvailability; shops without tickets of their own say OutOfStock.
_GONE = frozenset({"soldout", "outofstock"})
# Offers nest in an AggregateOffer, and no deeper than this in earnest.
_DEEPEST = 3


def is_sold_out(event: Thing) -> bool:
    """Whether every offer says that it is gone; one that says nothing may be left.

    So does an event that names the places that remain, when there are none
    (schema.org/remainingAttendeeCapacity).
    """
    if kind_of(event) is not Kind.EVENT:
        return False
    if (event.text("remainingAttendeeCapacity") or "").strip() == "0":
        return True
    said = list(_said(event, _DEEPEST))
    return bool(said) and all(one in _GONE for one in said)


def _said(thing: Thing, depth: int) -> Iterator[str | None]:
    for offer in thing.things("offers"):
        written = next(iter(offer.values("availability")), None)
        if isinstance(written, Thing):
            written = written.id
        if written is not None:
            yield short_name(written).rsplit("/", 1)[-1].strip().lower()
        elif depth and offer.things("offers"):
            yield from _said(offer, depth - 1)
        else:
            yield None
