"""How the machines are doing: who leads, who works, and what waits for how long."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from aggregator.store.machines import lead, processes
from aggregator.store.machines.lead import Lead
from aggregator.store.machines.processes import Process
from aggregator.store.machines.schema import is_there
from aggregator.store.tables.machines import SCHEMA

# Put back so often, a job is one that no release at work knows.
_PUT_BACK = 3
_COUNTS = text(
    f"""
    SELECT queue_name, status::text, count(*)
    FROM {SCHEMA}.procrastinate_jobs GROUP BY queue_name, status
    """  # noqa: S608
)
_OLDEST = text(
    f"""
    SELECT job.queue_name,
        extract(epoch FROM clock_timestamp() - min(event.at))::float AS seconds
    FROM {SCHEMA}.procrastinate_jobs AS job
    JOIN {SCHEMA}.procrastinate_events AS event
        ON event.job_id = job.id AND event.type = 'deferred'
    WHERE job.status = 'todo' AND job.attempts = 0
    GROUP BY job.queue_name
    """  # noqa: S608
)
_LEFT = text(
    f"""
    SELECT count(*) FROM {SCHEMA}.procrastinate_jobs
    WHERE status = 'todo' AND attempts >= {_PUT_BACK} AND scheduled_at > now()
    """  # noqa: S608
)
_LOST = text(
    f"""
    SELECT count(*) FROM {SCHEMA}.procrastinate_jobs AS job
    WHERE job.status = 'doing' AND NOT EXISTS (
        SELECT FROM {SCHEMA}.procrastinate_workers AS worker
        WHERE worker.id = job.worker_id
        AND worker.last_heartbeat > clock_timestamp() - make_interval(secs => :gone)
    )
    """  # noqa: S608
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All of it at one moment.

    `jobs` counts by queue and status ("todo", "doing"); `oldest` is for how many
    seconds the oldest job of a queue waits; `left` jobs wait for another release;
    `lost` ones are under way at workers that were not heard of for a while.
    """

    leader: Lead | None
    alive: tuple[Process, ...]
    jobs: Mapping[tuple[str, str], int]
    oldest: Mapping[str, float]
    left: int
    lost: int = 0


def state(connection: Connection) -> State | None:
    """How they are doing; nothing where one machine does everything."""
    if not is_there(connection) or not processes.known(connection):
        return None
    return State(
        leader=lead.leader(connection),
        alive=processes.alive(connection),
        jobs={(row[0], row[1]): row[2] for row in connection.execute(_COUNTS)},
        oldest={row[0]: row[1] for row in connection.execute(_OLDEST)},
        left=connection.scalar(_LEFT) or 0,
        lost=connection.scalar(_LOST, {"gone": processes.GONE.total_seconds()}) or 0,
    )
