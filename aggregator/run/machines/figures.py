"""What several machines are doing, as figures to watch."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily

from aggregator.run.machines.orders import QUEUES
from aggregator.store.machines.state import State


def machine_figures(now: State) -> Iterator[GaugeMetricFamily]:
    """Leader, processes alive, jobs by queue, and how long the oldest one waits."""
    leads = now.leader is not None and now.leader.holds
    yield GaugeMetricFamily(
        "aggregator_scheduler_leads", "1 while a scheduler leads, else 0.", int(leads)
    )
    looked = GaugeMetricFamily(
        "aggregator_last_look_timestamp_seconds",
        "When a scheduler last looked for what was due and handed it out.",
    )
    if now.leader is not None and now.leader.looked_at is not None:
        looked.add_metric([], now.leader.looked_at.timestamp())
    yield looked
    alive = GaugeMetricFamily(
        "aggregator_processes",
        "Schedulers and workers heard of in the last 30 seconds.",
        labels=["kind"],
    )
    for kind in ("scheduler", "worker"):
        alive.add_metric([kind], sum(one.kind == kind for one in now.alive))
    yield alive
    jobs = GaugeMetricFamily(
        "aggregator_jobs", "Jobs by queue and state.", labels=["queue", "state"]
    )
    for queue in QUEUES:
        for state, status in (("waiting", "todo"), ("under_way", "doing")):
            jobs.add_metric([queue, state], now.jobs.get((queue, status), 0))
    yield jobs
    oldest = GaugeMetricFamily(
        "aggregator_oldest_job_seconds",
        "For how long the oldest waiting job of a queue waits.",
        labels=["queue"],
    )
    for queue in QUEUES:
        oldest.add_metric([queue], now.oldest.get(queue, 0.0))
    yield oldest
    yield GaugeMetricFamily(
        "aggregator_jobs_of_another_release",
        "Jobs that no worker has understood yet.",
        now.left,
    )
    yield GaugeMetricFamily(
        "aggregator_jobs_of_lost_workers",
        "Jobs under way at workers that were not heard of in the last 30 seconds.",
        now.lost,
    )
