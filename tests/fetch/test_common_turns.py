"""Several event loops, as several desks have, take turns at one host."""

import asyncio
import threading
from datetime import timedelta

from aggregator.fetch.common_turns import CommonTurns
from aggregator.fetch.limits import Limits
from aggregator.fetch.turns import Turns

NO_SPACE = timedelta()


def _in_loops(*works):
    threads = [threading.Thread(target=asyncio.run, args=(one(),)) for one in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def test_a_host_never_has_more_at_once_than_one_desk_alone_would_send():
    common, at_once, most = CommonTurns(Limits()), 0, 0
    lock = threading.Lock()

    async def ask(turns):
        nonlocal at_once, most
        turn = await turns.take("host", NO_SPACE)
        with lock:
            at_once += 1
            most = max(most, at_once)
        await asyncio.sleep(0.005)
        with lock:
            at_once -= 1
        turn.end()

    async def desk():
        turns = Turns(Limits(), common)
        await asyncio.gather(*(ask(turns) for _ in range(20)))

    _in_loops(desk, desk, desk, desk)
    assert at_once == 0
    assert 1 <= most <= Limits().per_host


def test_one_that_wants_much_does_not_keep_another_waiting_for_all_of_it():
    common, order = CommonTurns(Limits()), []
    begun = threading.Event()

    async def ask(turns, who):
        turn = await turns.take("host", NO_SPACE)
        order.append(who)
        begun.set()
        await asyncio.sleep(0.01)
        turn.end()

    async def greedy():
        turns = Turns(Limits(), common)
        await asyncio.gather(*(ask(turns, "greedy") for _ in range(60)))

    async def modest():
        await asyncio.to_thread(begun.wait)
        await ask(Turns(Limits(), common), "modest")

    _in_loops(greedy, modest)
    assert len(order) == 61
    # Behind some that had begun, and the few that waited with it; not behind sixty.
    assert order.index("modest") < 40


def test_whoever_gives_up_waiting_leaves_no_place_taken():
    common = CommonTurns(Limits())

    async def main():
        held = [await common.take("host", NO_SPACE) for _ in range(Limits().per_host)]
        waiting = [asyncio.create_task(common.take("host", NO_SPACE)) for _ in "abc"]
        await asyncio.sleep(0)
        waiting[0].cancel()  # before it is granted
        for one in held:
            one.end()
        waiting[1].cancel()  # granted, and given up before it knew
        await asyncio.gather(*waiting, return_exceptions=True)
        assert not waiting[2].cancelled()
        waiting[2].result().end()
        async with asyncio.timeout(5):
            for _ in range(Limits().per_host):
                await common.take("host", NO_SPACE)

    asyncio.run(main())


def test_a_loop_that_has_ended_keeps_nobody_waiting():
    common = CommonTurns(Limits())
    held = []

    async def hold():
        held.extend([await common.take("host", NO_SPACE) for _ in range(2)])

    async def wait_in_vain():
        task = asyncio.ensure_future(common.take("host", NO_SPACE))
        await asyncio.sleep(0)
        task.cancel()

    async def at_last():
        async with asyncio.timeout(5):
            (await common.take("host", NO_SPACE)).end()

    asyncio.run(hold())
    asyncio.run(wait_in_vain())
    for one in held:
        one.end()
    asyncio.run(at_last())


def test_what_is_kept_apart_is_so_among_all():
    common, begun = CommonTurns(Limits()), []

    async def ask():
        place = await common.take("host", timedelta(seconds=0.05))
        begun.append(asyncio.get_running_loop().time())
        place.end()

    async def desk():
        await asyncio.gather(ask(), ask())

    _in_loops(desk, desk)
    begun.sort()
    assert begun[-1] - begun[0] >= 3 * 0.05 - 0.01
