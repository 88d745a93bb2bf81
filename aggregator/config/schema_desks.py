"""Every key of `desks.toml`, its sources apart."""

from pydantic import Field

from aggregator.config.table import Table
from aggregator.config.values import ServerAddress


class DesksTable(Table):
    """What the desks of an installation have in common."""

    database: ServerAddress | None = Field(
        None,
        description="postgresql://LOGIN@HOST/NAME, a database of this program's own, "
        "whose owner LOGIN is and may make roles. If left out, each desk has an SQLite "
        "file in its folder.",
    )
