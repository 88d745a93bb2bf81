"""What a PostgreSQL of ours has cost so far: processor seconds of all its processes."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def server_seconds(data: Path) -> float:
    """Of the server with that data folder, processes that have ended included."""
    lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    postmaster = int(lines[0])
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name may hold spaces: what counts comes after its bracket.
            fields = path.read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue
        pid, parent = int(path.parent.name), int(fields[1])
        if pid == postmaster:
            total += sum(int(one) for one in fields[11:15])
        elif parent == postmaster:
            total += int(fields[11]) + int(fields[12])
    return total / _TICKS
