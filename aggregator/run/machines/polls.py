"""Asks a batch of sources, as one process would, and lets go of each host in turn."""

import asyncio
from collections import Counter
from datetime import timedelta

import structlog

from aggregator.fetch.client import Fetcher
from aggregator.model.errors import StoreError
from aggregator.run.assemble import Parts
from aggregator.run.intake import Polled
from aggregator.run.keeper import Keeper
from aggregator.run.machines.orders import Batch, UnknownOrderError
from aggregator.run.polling import Claims, poll
from aggregator.store.database import Database
from aggregator.store.due import release
from aggregator.store.machines import hosts
from aggregator.store.machines.schema import shared

log = structlog.get_logger()

# A rest shorter than what handing the host to another worker takes anyway.
_NO_REST = timedelta(seconds=1)
# Hosts are let go together, and in time for the next second's look.
_SOON = 0.3


async def ask_batch(
    parts: Parts,
    fetcher: Fetcher,
    batch: Batch,
    shares: Database,
    keeper: Keeper,
    *,
    again: bool,
) -> int:
    """Poll what is due of a batch; how many sources were asked.

    What they bring is kept together with what other batches of the desk do.

    With `again`, another worker began it and is gone: what that one claimed is free.
    Where it is dropped, nothing stays claimed; where it fails, what is claimed waits
    for its lease to end, so that nothing fails again and again without a rest.

    Raises:
        UnknownOrderError: the configuration here has none of its sources, yet.
        StoreError: the database cannot be used.
    """
    here = {one.id for one in parts.configuration.sources}
    known = [one for one in batch.sources if one in here]
    if not known:
        raise UnknownOrderError(
            "The sources of a batch are not in sources.toml here",
            remedy="look whether this machine has the newest sources.toml",
        )
    if again:
        await asyncio.to_thread(_release, parts, batch.sources)
    turns = _Turns(parts, fetcher, batch, shares)
    claims = Claims(parts, known, force=False)
    try:
        polled = await poll(parts, fetcher, claims, turns.note, keeper)
    except asyncio.CancelledError:
        left = [one for one in known if one not in turns.asked]
        await asyncio.shield(asyncio.to_thread(_drop, parts, left, turns))
        raise
    await asyncio.to_thread(turns.let_go_of_all)
    return len(polled)


class _Turns:
    """The hosts of a batch: each is let go when the last of its sources is done."""

    def __init__(
        self, parts: Parts, fetcher: Fetcher, batch: Batch, shares: Database
    ) -> None:
        self.asked: set[str] = set()
        self._host = dict(zip(batch.sources, batch.hosts, strict=True))
        self._left = Counter(batch.hosts)
        self._sources = {one.id: one for one in parts.configuration.sources}
        self._fetcher, self._batch, self._shares = fetcher, batch, shares
        self._done: list[str] = []
        self._letting: set[asyncio.Future[None]] = set()

    def note(self, polled: Polled, _total: int) -> None:
        self.asked.add(polled.source)
        host = self._host[polled.source]
        self._left[host] -= 1
        if not self._left[host] and any(self._left.values()):
            if not self._done:
                asyncio.get_running_loop().call_later(_SOON, self._let_go_of_done)
            self._done.append(host)

    def _let_go_of_done(self) -> None:
        done, self._done = self._done, []
        loop = asyncio.get_running_loop()
        letting = loop.run_in_executor(None, self.let_go, done)
        self._letting.add(letting)
        letting.add_done_callback(self._letting.discard)

    def let_go(self, names: list[str]) -> None:
        rests: dict[timedelta, list[str]] = {}
        for name in names:
            rests.setdefault(self._rest(name), []).append(name)
        try:
            with shared(self._shares) as connection:
                for rest, of_rest in rests.items():
                    hosts.let_go(connection, self._batch.batch, of_rest, rest)
        except StoreError as error:
            # They are let go with the batch.
            log.info("hosts are let go later", sentence=str(error))

    def let_go_of_all(self) -> None:
        self.let_go(sorted(set(self._batch.hosts)))

    def _rest(self, host: str) -> timedelta:
        asked = [
            self._fetcher.spacing_of(self._sources[source])
            for source, at in self._host.items()
            if at == host and source in self.asked
        ]
        rest = max(asked, default=timedelta())
        return rest if rest > _NO_REST else timedelta()


def _drop(parts: Parts, left: list[str], turns: _Turns) -> None:
    try:
        _release(parts, left)
    except StoreError as error:
        log.info("sources are let go by their lease", sentence=str(error))
    turns.let_go_of_all()


def _release(parts: Parts, sources: "list[str] | tuple[str, ...]") -> None:
    if sources:
        with parts.database.transaction() as connection:
            release(connection, sources)
