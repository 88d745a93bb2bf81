"""What the editors are told once a day, and whether there is anything to tell. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from aggregator.model.errors import Fault
from aggregator.model.health import UNWELL, SourceHealth, without_name
from aggregator.model.source import Source

_DATE = "%d %B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A message: its subject, its text, and a file's name with its content."""

    title: str
    body: str
    file: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What there may be to tell; `told_at` is when the editors were last told.

    `pulled` are posts that were approved and then withdrawn, each with the reason.
    """

    council: str
    timezone: str
    sources: Sequence[Source]
    health: Mapping[str, SourceHealth]
    faults: Sequence[Fault]
    address: str | None
    told_at: datetime | None
    pulled: Sequence[tuple[str, str]] = ()


def is_due(now: datetime, at: time, timezone: str) -> bool:
    """Whether the day's message may go: at that time or later, until midnight."""
    return now.astimezone(ZoneInfo(timezone)).time() >= at


def digest(state: State) -> Digest | None:
    """The message, the new before the known; `None` if all is well."""
    unwell = [
        (source, state.health[source.id])
        for source in state.sources
        if source.id in state.health and state.health[source.id].health in UNWELL
    ]
    if not unwell and not state.faults and not state.pulled:
        return None
    unwell.sort(key=lambda one: UNWELL.index(one[1].health))
    new = [one for one in unwell if _is_new(one[1], state.told_at)]
    known = [one for one in unwell if one not in new]
    parts = []
    if new:
        parts += ["New:" if known else "", *(_told(state, *one) for one in new)]
    if known:
        parts += ["Still so:" if new else "", *(_told(state, *one) for one in known)]
    if state.faults:
        parts += ["In sources.toml:", *(str(fault) for fault in state.faults)]
    if unwell or state.faults:
        parts.append(f"The others carry on. {_where(state, 'sources')}".strip())
    if state.pulled:
        parts += ["Approved and withdrawn, so not posted:", *_pulled(state)]
    return Digest(
        title=f"{state.council}: {_count(state, len(unwell))}",
        body="\n\n".join(part for part in parts if part),
    )


def _pulled(state: State) -> tuple[str, ...]:
    where = _where(state, "?state=withdrawn")
    told = tuple(f"{text}\nbecause {reason}" for text, reason in state.pulled)
    return (*told, where) if where else told


def _count(state: State, unwell: int) -> str:
    faults, pulled = len(state.faults), len(state.pulled)
    if not unwell and not faults:
        posts = (
            "1 approved post was" if pulled == 1 else f"{pulled} approved posts were"
        )
        return f"{posts} withdrawn"
    if not unwell:
        return "sources.toml has a fault" if faults == 1 else "sources.toml has faults"
    if unwell == 1:
        return "1 source needs somebody to look"
    return f"{unwell} sources need somebody to look"


def _is_new(health: SourceHealth, told_at: datetime | None) -> bool:
    return told_at is None or health.since is None or health.since > told_at


def _told(state: State, source: Source, health: SourceHealth) -> str:
    since = ""
    if health.since is not None:
        there = health.since.astimezone(ZoneInfo(state.timezone))
        since = f" (since {there.strftime(_DATE).lstrip('0')})"
    said = without_name(health.sentence or health.health.value, source.name)
    lines = [f"{source.name}{since}", said]
    if where := _where(state, f"sources/{source.id}"):
        lines.append(where)
    return "\n".join(lines)


def _where(state: State, path: str) -> str:
    return f"{state.address.rstrip('/')}/{path}" if state.address else ""
