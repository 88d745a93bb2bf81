"""How each source is doing, in plain words, and what was found out about one."""

from aggregator.desk import browse, sources
from aggregator.model.errors import NotFoundError
from aggregator.model.health import UNWELL, Health, SourceHealth
from aggregator.model.source import Source
from aggregator.run.previewing import preview
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.visit import Visit

_POLLS = 50
_LATEST = 5
_DEEDS = 20
_LONGEST_ID = 64


def show(visit: Visit) -> Answer:
    """All sources, those that need somebody first."""
    known = browse.source_health(visit.parts.database)
    configuration = visit.parts.configuration
    rows = [
        (source, known.get(source.id) or _new(source.id))
        for source in configuration.sources
    ]
    values = {
        "rows": sorted(rows, key=lambda row: _urgency(row[1])),
        "faults": configuration.faults,
        "refused": visit.parts.refused,
        "unwell": sum(1 for _, health in rows if health.health in UNWELL),
        "removed": _removed(visit),
    }
    return Shown(template="sources.html", values=values)


def one(visit: Visit) -> Answer:
    """One source: how it is, what it sent last, and how it was asked."""
    source = named(visit)
    database = visit.parts.database
    known = browse.source_health(database).get(source.id)
    values = {
        "source": source,
        "health": known or _new(source.id),
        "latest": tuple(browse.seen_items(database, source.id, _LATEST)),
        "polls": browse.source_history(database, source.id, _POLLS),
        "deeds": browse.history(database, f"source {source.id}", _DEEDS),
        "said": visit.asked("said"),
    }
    return Shown(template="source.html", values=values)


def bring(visit: Visit) -> Answer:
    """What a source brings at this moment; nothing is kept."""
    source = named(visit)
    values = {"source": source, "preview": preview(visit.parts, source)}
    return Shown(template="source_brings.html", values=values)


def look_now(visit: Visit) -> Answer:
    """Have it asked within a minute."""
    source = named(visit)
    sources.look_now(desk_of(visit), source.id)
    return Sent(to=f"/sources/{source.id}?said=asked")


def named(visit: Visit) -> Source:
    """The source that the address names.

    Raises:
        NotFoundError: there is none.
    """
    name = visit.request.path_params["source"]
    for source in visit.parts.configuration.sources:
        if source.id == name:
            return source
    raise NotFoundError(
        f"There is no source {name[:64]}", remedy="it may have been taken out"
    )


def desk_of(visit: Visit) -> sources.Desk:
    """Whose hand it is, on which file."""
    return sources.Desk(
        database=visit.parts.database,
        file=visit.sources_file,
        person=visit.who,
        now=visit.now,
    )


def _removed(visit: Visit) -> str | None:
    """The source that was just taken out; nothing that somebody made up."""
    name = visit.asked("removed") or ""
    there = {source.id for source in visit.parts.configuration.sources}
    usable = name.replace("-", "").isalnum() and name not in there
    return name if usable and len(name) <= _LONGEST_ID else None


def _new(source: str) -> SourceHealth:
    return SourceHealth(source=source, health=Health.NEW)


def _urgency(health: SourceHealth) -> int:
    if health.health in UNWELL:
        return UNWELL.index(health.health)
    return len(UNWELL)
