"""The report of a folder's council, with the names and pictures that it has."""

from aggregator.evidence.month import Month, month_of
from aggregator.evidence.report import Setting, load, report, with_pictures
from aggregator.evidence.report_parts import Report
from aggregator.run.assemble import Parts
from aggregator.store import records


def made(parts: Parts, month: Month) -> Report:
    """The report of a month, complete in itself."""
    configuration = parts.configuration
    setting = Setting(
        council=configuration.council.name,
        source_names={source.id: source.name for source in configuration.sources},
    )
    found = report(load(parts.database, month), month, setting, parts.clock())

    def jpeg(address: str) -> bytes | None:
        kept = parts.album.find(address)
        return parts.album.jpeg(kept.name) if kept and kept.shown else None

    return with_pictures(found, jpeg)


def first_month(parts: Parts) -> Month | None:
    """The month of the first post; nothing if there is none."""
    with parts.database.reading() as connection:
        first = records.first_post(connection)
    if first is None:
        return None
    return month_of(first, parts.configuration.council.timezone)
