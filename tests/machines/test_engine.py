"""Old and new workers take from the same queues during a deploy."""

import asyncio

import pytest

from aggregator.model.errors import StoreLostError
from aggregator.run.machines.desks import Desks, NotOpenHereError
from aggregator.run.machines.engine import application, take_up_stalled
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.orders import POLL, ForDesk, read
from aggregator.run.machines.work import Work
from aggregator.store.machines import jobs
from aggregator.store.machines.jobs import Job
from aggregator.store.machines.schema import SCHEMA, prepare, shared

pytestmark = pytest.mark.postgresql


@pytest.fixture
def queue(shared_address, opened):
    database = opened(shared_address)
    prepare(database)
    return Queue(database)


class Queue:
    """Jobs are put into it, and workers of a release take from it till it is empty."""

    def __init__(self, database):
        self.database = database
        self.done = []

    def put(self, task, **arguments):
        with shared(self.database) as connection:
            jobs.put(connection, [Job(task=task, queue=POLL, arguments=arguments)])

    def work(self, *names, do=None):
        async def note(task, arguments, tried):
            self.done.append((task, read(ForDesk, arguments).desk, tried))

        async def run():
            app = application(self.database, names, do or note)
            async with app.open_async():
                await app.run_worker_async(
                    queues=[POLL], wait=False, delete_jobs="always"
                )

        asyncio.run(run())

    def jobs(self):
        with shared(self.database) as connection:
            return connection.exec_driver_sql(
                "SELECT task_name, status::text, attempts, scheduled_at > now() "
                f"FROM {SCHEMA}.procrastinate_jobs ORDER BY id"
            ).all()

    def time_passes(self):
        with shared(self.database) as connection:
            connection.exec_driver_sql(
                f"UPDATE {SCHEMA}.procrastinate_jobs SET scheduled_at = now()"
            )


def test_a_task_that_an_old_worker_does_not_know_waits_for_a_new_one(queue):
    queue.put("photograph", desk="")
    queue.put("draft", desk="north")
    queue.work("draft")
    assert queue.done == [("draft", "north", 0)]
    assert queue.jobs() == [("photograph", "todo", 1, True)]
    # It is not taken again and again.
    queue.work("draft")
    assert queue.jobs() == [("photograph", "todo", 1, True)]
    queue.time_passes()
    queue.work("draft", "photograph")
    assert queue.done[-1] == ("photograph", "", 1)
    assert queue.jobs() == []


def test_a_job_that_says_more_than_a_worker_knows_waits_for_one_that_does(queue):
    queue.put("draft", desk="", tone="formal")
    queue.work("draft")
    assert queue.done == []
    assert queue.jobs() == [("draft", "todo", 1, True)]


def test_a_job_during_which_the_database_was_lost_is_tried_again(queue):
    async def lose(_task, _arguments, _tried):
        raise StoreLostError("The database cannot be used")

    queue.put("draft", desk="")
    queue.work("draft", do=lose)
    assert queue.jobs() == [("draft", "todo", 1, True)]


def test_a_job_of_a_desk_that_a_worker_has_not_opened_is_left_to_another(queue):
    def closed(name):
        raise NotOpenHereError(f"The desk {name} is not open here")

    def machine():
        return Machine(
            database=queue.database,
            desks=Desks(names=lambda: (), parts=closed),
            clock=lambda: None,
            follow=lambda _database: 0.0,
        )

    async def do(task, arguments, tried):
        async with Work(machine()) as work:
            await work.do(task, arguments, tried)

    queue.put("draft", desk="north")
    for times in (1, 2):
        queue.work("draft", do=do)
        assert queue.jobs() == [("draft", "todo", times, True)]
        queue.time_passes()
    # Nobody has it open: it is not kept for ever.
    queue.work("draft", do=do)
    assert queue.jobs() == []


def test_a_job_of_a_worker_that_is_gone_is_taken_up(queue):
    queue.put("draft", desk="")
    with shared(queue.database) as connection:
        connection.exec_driver_sql(
            f"UPDATE {SCHEMA}.procrastinate_jobs SET status = 'doing', worker_id = NULL"
        )

    async def rescue():
        app = application(queue.database, (), None)
        async with app.open_async():
            return await take_up_stalled(app, 30)

    assert asyncio.run(rescue()) == 1
    queue.work("draft")
    assert queue.done == [("draft", "", 1)]


def test_a_schema_of_an_older_release_is_made_anew_and_a_newer_one_is_kept(queue):
    queue.put("draft", desk="")
    prepare(queue.database)
    assert len(queue.jobs()) == 1
    with shared(queue.database) as connection:
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS '9999.1'")
    prepare(queue.database)
    assert len(queue.jobs()) == 1
    with shared(queue.database) as connection:
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS '0.1'")
    prepare(queue.database)
    assert queue.jobs() == []
