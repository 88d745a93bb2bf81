import asyncio

import pytest

from aggregator.fetch.allowance import Allowance

pytestmark = pytest.mark.anyio


async def test_it_ends_what_takes_longer():
    with pytest.raises(TimeoutError):
        async with Allowance(0.01):
            await asyncio.Event().wait()


@pytest.mark.parametrize("seconds", [0.01, 0.05, 0.2])
async def test_it_stands_still_while_it_is_paused_and_goes_on_afterwards(seconds):
    rested = []

    async def work():
        async with Allowance(seconds) as allowance:
            with allowance.paused():
                await asyncio.sleep(0.05)
            rested.append(allowance.left)
            await asyncio.Event().wait()

    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(TimeoutError):
        await work()

    assert rested[0] > 0
    # The loop may ring a clock's tick early.
    assert loop.time() - began >= 0.05 + seconds - 0.002


async def test_a_pause_that_is_ended_by_somebody_else_is_no_lack_of_time():
    async def work():
        async with Allowance(60) as allowance:
            with allowance.paused():
                await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_is_done_in_time_is_not_disturbed_afterwards():
    async with Allowance(0.01):
        pass
    await asyncio.sleep(0.05)
