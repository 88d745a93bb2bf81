"""One feed after the other with feedparser, asking with the last ETag."""

import json
import resource
import sys
import time
from pathlib import Path

import feedparser


def main(_folder: Path, addresses: list[str]) -> None:
    tags: dict[str, str | None] = {}
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        wall, cpu, entries = time.perf_counter(), time.process_time(), 0
        for address in addresses:
            found = feedparser.parse(address, etag=tags.get(address))
            tags[address] = found.get("etag", tags.get(address))
            entries += len(found.entries)
        done = {
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - cpu,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "entries": entries,
        }
        print(json.dumps(done), flush=True)


main(Path(sys.argv[1]), Path(sys.argv[2]).read_text().split())
