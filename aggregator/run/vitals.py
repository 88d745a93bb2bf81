"""The program's own figures, in the format that Prometheus reads.

Names and units follow https://prometheus.io/docs/practices/naming/ (2026-11): seconds,
moments as seconds of Unix time, no figure that has a person's name in it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from aggregator.run.assemble import Parts
from aggregator.run.machines.figures import machine_figures
from aggregator.store import plans, vitals
from aggregator.store.machines.state import state

CONTENT_TYPE = CONTENT_TYPE_LATEST


def figures(parts: Parts) -> bytes:
    """Everything there is to watch, as it is now.

    Raises:
        StoreError: the database cannot be read.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(parts))
    return generate_latest(registry)


def require_database(parts: Parts) -> None:
    """Let it pass if the database can be read.

    Raises:
        StoreError: it cannot.
    """
    with parts.database.reading() as connection:
        vitals.drafts_by_state(connection)


class _Figures(Collector):
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for family in self._families():
            if desk := self._parts.desk:
                _label(family, desk)
            yield family

    def _families(self) -> Iterator[GaugeMetricFamily]:
        with self._parts.database.reading() as connection:
            yield _by(
                ("drafts", "Drafts by state.", "state"),
                vitals.drafts_by_state(connection),
            )
            yield _by(
                ("deliveries", "Deliveries by state.", "state"),
                vitals.deliveries_by_state(connection),
            )
            yield _by(
                ("sources", "Configured sources by health.", "health"),
                vitals.sources_by_health(connection),
            )
            yield _moment(
                ("oldest_waiting_draft", "When the longest waiting draft was made."),
                vitals.oldest_waiting(connection),
            )
            yield _moment(
                ("longest_due_source", "When the longest due source was due."),
                vitals.longest_due(connection),
            )
            yield _moment(
                ("last_poll", "When a source was last asked."),
                vitals.last_polled(connection),
            )
            yield GaugeMetricFamily(
                "aggregator_on_hold",
                "1 while everything is on hold, else 0.",
                value=int(plans.held(connection) is not None),
            )
            if machines := state(connection):
                yield from machine_figures(machines)


def _label(family: GaugeMetricFamily, desk: str) -> None:
    """Say of which desk the figures are, for who watches several."""
    family.samples = [
        sample._replace(labels={**sample.labels, "desk": desk})
        for sample in family.samples
    ]


def _by(words: tuple[str, str, str], numbers: Mapping[str, int]) -> GaugeMetricFamily:
    name, meaning, label = words
    family = GaugeMetricFamily(f"aggregator_{name}", meaning, labels=[label])
    for value, number in sorted(numbers.items()):
        family.add_metric([value], number)
    return family


def _moment(words: tuple[str, str], moment: datetime | None) -> GaugeMetricFamily:
    name, meaning = words
    family = GaugeMetricFamily(f"aggregator_{name}_timestamp_seconds", meaning)
    if moment is not None:
        family.add_metric([], moment.timestamp())
    return family
