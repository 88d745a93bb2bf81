"""Long lists of ids in pieces: a statement takes only so many parameters."""

from collections.abc import Iterable, Iterator

# SQLite takes 32,766 and PostgreSQL 65,535; statements this size are prepared quickly.
AT_ONCE = 500


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Each value once, in order, at most `AT_ONCE` together."""
    unique = list(dict.fromkeys(values))
    for start in range(0, len(unique), AT_ONCE):
        yield unique[start : start + AT_ONCE]
