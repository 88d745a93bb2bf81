"""Which older programs may still use a schema that a newer one has added to.

During a deploy both run. A step that only adds (columns that may be empty, tables,
indexes) hurts no program that does not know of it. A step that takes something away
says so with `serves_from`: the version of the schema from which on programs do without.
"""

from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, insert, select

# Of no noun: it is about the tables, and is no part of a backup.
_reach = Table("schema_reach", MetaData(), Column("oldest", Text, primary_key=True))
NAME = _reach.name
# The step that made the table; programs from before it do not look.
_FIRST = "0034"


def oldest_served(script: ScriptDirectory) -> str:
    """The oldest version whose programs can use the newest schema of these steps."""
    for step in script.walk_revisions():
        declared: str | None = getattr(step.module, "serves_from", None)
        if declared is not None:
            return declared
    return _FIRST


def write(connection: Connection, oldest: str) -> None:
    """Tell the programs that are running, and those that will start."""
    connection.execute(delete(_reach))
    connection.execute(insert(_reach).values(oldest=oldest))


def serves(connection: Connection, script: ScriptDirectory) -> bool:
    """Whether a schema of a version unknown here serves this program all the same."""
    there = connection.dialect.has_table(connection, NAME)
    oldest = connection.scalar(select(_reach.c.oldest)) if there else None
    return oldest in {step.revision for step in script.walk_revisions()}
