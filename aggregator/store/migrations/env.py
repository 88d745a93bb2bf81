"""Runs the steps within the transaction that `store/migrate.py` opened."""

from alembic import context

from aggregator.store.migrate import is_modelled
from aggregator.store.tables.every import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=is_modelled,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
