"""Every benchmark, one after the other: ratios and scores, measured in this run.

`make bench ARGS="read_feeds stories_match"` runs only those named.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main(wanted: list[str]) -> int:
    every = sorted(
        path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_")
    )
    unknown = sorted(set(wanted) - set(every))
    if unknown:
        print(f"no benchmark is called {', '.join(unknown)}; there are: {every}")
        return 2
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
    failed = []
    for name in wanted or every:
        print(f"\n== {name}", flush=True)
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False)
        print(f"({time.perf_counter() - start:.0f} s)", flush=True)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
