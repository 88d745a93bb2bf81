"""`reader` with 20 workers. Arguments: a folder, a file of addresses."""

import json
import resource
import sys
import time
from pathlib import Path

from reader import make_reader


def main(folder: Path, addresses: list[str]) -> None:
    reader = make_reader(str(folder / "reader.sqlite"))
    for address in addresses:
        reader.add_feed(address)
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        reader.update_feeds(workers=20, scheduled=False)
        done = {
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - cpu,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "entries": reader.get_entry_counts().total,
        }
        print(json.dumps(done), flush=True)


main(Path(sys.argv[1]), Path(sys.argv[2]).read_text().split())
