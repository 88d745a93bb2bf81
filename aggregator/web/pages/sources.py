"""How each source is doing, in plain words."""

from aggregator.desk.browse import source_health
from aggregator.model.health import UNWELL, Health, SourceHealth
from aggregator.web.answer import Answer, Shown
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """All sources, those that need somebody first."""
    known = source_health(visit.parts.database)
    configuration = visit.parts.configuration
    rows = [
        (source, known.get(source.id) or _new(source.id))
        for source in configuration.sources
    ]
    values = {
        "rows": sorted(rows, key=lambda row: _urgency(row[1])),
        "faults": configuration.faults,
        "unwell": sum(1 for _, health in rows if health.health in UNWELL),
    }
    return Shown(template="sources.html", values=values)


def _new(source: str) -> SourceHealth:
    return SourceHealth(source=source, health=Health.NEW)


def _urgency(health: SourceHealth) -> int:
    if health.health in UNWELL:
        return UNWELL.index(health.health)
    return len(UNWELL)
