"""Runs the steps within the transaction that `store/migrate.py` opened."""

from alembic import context

from aggregator.store.tables import (
    audit,
    deliveries,
    drafts,
    evenings,
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

# Importing them is what fills the metadata.
TABLES = (
    *(audit, deliveries, drafts, evenings, kept_pages, links, metrics, paid_reads),
    *(people, plans, shelf, sources, stories, subscriptions),
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
