"""The product's own cycle, in a folder as a council has one.

Arguments: a folder, a file of addresses. The configuration is read as `aggregator
poll` reads it, and `cycle` is what `poll --all` runs.
"""

import asyncio
import cProfile
import json
import os
import resource
import sys
import time
from pathlib import Path

import structlog

from aggregator.run.assemble import assembled
from aggregator.run.cycle import cycle

_COUNCIL = '[council]\nname = "Bench"\ncontact = "bench@example.org"\n'
_SOURCE = """
[[source]]
id = "s{number}"
name = "Feed {number}"
url = "{address}"
kind = "news"
allow_private = ["127.0.0.0/8"]
"""


def main(folder: Path, addresses: list[str]) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    told = (
        _SOURCE.format(number=number, address=address)
        for number, address in enumerate(addresses)
    )
    (folder / "sources.toml").write_text(_COUNCIL + "".join(told), encoding="utf-8")
    with assembled(folder) as parts:
        print(json.dumps({"ready": True}), flush=True)
        for _ in sys.stdin:
            profile = cProfile.Profile() if "PROFILE" in os.environ else None
            wall, cpu = time.perf_counter(), _cpu()
            if profile is not None:
                profile.enable()
            done = asyncio.run(cycle(parts, force=True))
            if profile is not None:
                profile.disable()
                profile.dump_stats(os.environ["PROFILE"])
            said = {
                "wall": time.perf_counter() - wall,
                "cpu": _cpu() - cpu,
                "peak": _peak(),
                "entries": sum(one.new_items for one in done.polled),
                "failed": sum(one.outcome == "failed" for one in done.polled),
            }
            print(json.dumps(said), flush=True)


def _cpu() -> float:
    mine = time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine + children.ru_utime + children.ru_stime


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


main(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8").split())
