"""The product's own cycle, in a folder as a council has one.

Arguments: a folder, a file of addresses, perhaps a database. The configuration is read
as `aggregator poll` reads it, and `cycle` is what `poll --all` runs.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import structlog

from aggregator.run.assemble import assembled
from aggregator.run.cycle import cycle

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_COUNCIL = '[council]\nname = "Bench"\ncontact = "bench@example.org"\n'
_SOURCE = """
[[source]]
id = "s{number}"
name = "Feed {number}"
url = "{address}"
kind = "news"
allow_private = ["127.0.0.0/8"]
"""


def configure(folder: Path, addresses: Sequence[str], database: str | None) -> None:
    """Write `sources.toml` with a source for each address."""
    told = (
        _SOURCE.format(number=number, address=address)
        for number, address in enumerate(addresses)
    )
    place = f'database = "{database}"\n' if database else ""
    text = place + _COUNCIL + "".join(told)
    (folder / "sources.toml").write_text(text, encoding="utf-8")


def main(folder: Path, addresses: list[str], database: str | None = None) -> None:
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger("error"),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    configure(folder, addresses, database)
    with assembled(folder) as parts:
        print(json.dumps({}), flush=True)
        for _ in sys.stdin:
            before = _begin_anew()
            wall, cpu = time.perf_counter(), _cpu()
            done = asyncio.run(cycle(parts, force=True))
            said = {
                "wall": time.perf_counter() - wall,
                "cpu": _cpu() - cpu,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
                "grown": _status("VmHWM") - before,
                "entries": sum(one.new_items for one in done.polled),
                "failed": sum(one.outcome == "failed" for one in done.polled),
            }
            print(json.dumps(said), flush=True)


def _cpu() -> float:
    mine = time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine + children.ru_utime + children.ru_stime


def _begin_anew() -> int:
    """The memory held now, from which the cycle's own peak is counted (Linux)."""
    if _CLEAR.exists():
        _CLEAR.write_text("5", encoding="ascii")
    return _status("VmRSS")


def _status(name: str) -> int:
    if not _STATUS.exists():
        return 0
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    line = next(line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    listed = Path(sys.argv[2]).read_text(encoding="utf-8").split()
    main(Path(sys.argv[1]), listed, *sys.argv[3:])
