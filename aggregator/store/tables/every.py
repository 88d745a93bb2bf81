"""Every table there is: importing its file is what makes it known."""

from aggregator.store.tables import (
    audit,
    deliveries,
    digests,
    drafts,
    evenings,
    followers,
    heard_advice,
    kept_pages,
    links,
    metrics,
    paid_reads,
    people,
    plans,
    shelf,
    sources,
    stories,
    subscriptions,
)
from aggregator.store.tables.metadata import metadata

__all__ = ["metadata"]

FILES = (
    *(audit, deliveries, digests, drafts, evenings, followers, heard_advice),
    *(kept_pages, links, metrics, paid_reads, people, plans, shelf, sources, stories),
    subscriptions,
)
