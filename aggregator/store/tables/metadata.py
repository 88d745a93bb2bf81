"""What all tables share: names for their constraints, and how a moment is kept."""

from datetime import UTC, datetime

from sqlalchemy import TIMESTAMP, Dialect, MetaData, String
from sqlalchemy.types import TypeDecorator, TypeEngine

# Constraints have names on both databases, so that a later migration can find them.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_LENGTH = len("2026-11-23 09:00:00.000000Z")


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; naive times are refused.

    SQLite keeps it as text of one length, which sorts as time does and which a
    person can read; PostgreSQL as `timestamptz`.
    """

    impl = String(_LENGTH)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(_LENGTH))  # type: ignore[arg-type]

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | str | None:
        if value is None:
            return None
        moment = _in_utc(value)
        if dialect.name == "postgresql":
            return moment
        return f"{moment.isoformat(' ', 'microseconds')[:26]}Z"

    def process_result_value(
        self, value: datetime | str | None, _dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return _in_utc(value)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no offset")
    return moment.astimezone(UTC)
