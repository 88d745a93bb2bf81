"""Writes down what this release uses of the database, for the steps of the next one."""

import json
from pathlib import Path

from aggregator.store.tables.every import metadata


def used():
    """Each table and column that the program knows of."""
    return sorted(
        [table.name, column.name]
        for table in metadata.tables.values()
        for column in table.columns
    )


if __name__ == "__main__":
    path = Path(__file__).with_name("previous_release.json")
    lines = ",\n ".join(json.dumps(one) for one in used())
    path.write_text(f"[{lines}]\n", encoding="utf-8")
