"""Entries become items: comparable, and the same at every poll."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace

from aggregator.model.council import Council
from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Status
from aggregator.model.item import Item
from aggregator.model.source import Source
from aggregator.stories.address import canonical, comparable
from aggregator.stories.wording import plain, unlabelled

_FACTS = tuple(field.name for field in fields(Facts))


def to_items(
    entries: Sequence[Entry], source: Source, council: Council
) -> tuple[Item, ...]:
    """One item an entry, in their order; entries that say the same are one item."""
    facts = [_facts(entry, source, council) for entry in entries]
    own = comparable(source.url)
    addresses = [_own_address(one, own) for one in facts]
    shared = Counter(address for address in addresses if address)
    items: dict[str, Item] = {}
    for entry, found, address in zip(entries, facts, addresses, strict=True):
        unique = address if address and shared[address] == 1 else None
        identity = _identity(entry, found, address, unique=unique)
        item_id = hashlib.sha256(f"{source.id}\n{identity}".encode()).hexdigest()[:16]
        items[item_id] = Item(
            **{name: getattr(found, name) for name in _FACTS},
            id=item_id,
            source=source.id,
            identifier=entry.identifier,
            series=_series(entry, address),
        )
    return tuple(items.values())


def _facts(entry: Entry, source: Source, council: Council) -> Facts:
    facts = entry.facts
    title, stated = unlabelled(facts.title)
    status = facts.status if facts.status is not Status.SCHEDULED else stated
    return replace(
        facts,
        title=title,
        status=status,
        url=canonical(facts.url) if facts.url else None,
        timezone=facts.timezone or (source.timezone if facts.starts else None),
        language=facts.language or source.language or council.language,
    )


def _own_address(facts: Facts, listing: str | None) -> str | None:
    """The comparable address, unless it is that of the list or of the site's front."""
    address = comparable(facts.url) if facts.url else None
    if address is None or address == listing or "/" not in address:
        return None
    return address


def _identity(
    entry: Entry, facts: Facts, address: str | None, *, unique: str | None
) -> str:
    # A GUID may change at every re-issue of a feed; an address that nothing else in
    # the document has does not.
    if unique and not entry.occurrence:
        return f"address {unique}"
    if entry.identifier and entry.occurrence:
        return f"occurrence {entry.identifier} {entry.occurrence}"
    if entry.identifier and address is None:
        return f"identifier {entry.identifier}"
    moment = facts.starts or facts.closes
    where = plain(facts.venue or "")
    return f"words {address} {plain(facts.title)} {where} {moment}"


def _series(entry: Entry, address: str | None) -> str | None:
    if entry.occurrence is None:
        return None
    return entry.identifier or address
