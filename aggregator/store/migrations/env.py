"""Runs the steps within the transaction that `store/migrate.py` opened."""

from alembic import context

from aggregator.store.tables.every import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
