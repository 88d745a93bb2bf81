"""All that the cycle is made of, to be compiled before it is measured."""

import alembic.command  # noqa: F401

import aggregator.run.assemble
import aggregator.run.cycle
import aggregator.store.migrate  # noqa: F401
