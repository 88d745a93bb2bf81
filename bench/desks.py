"""What a desk more costs, and what reading together saves.

`python -m bench.desks [MANY]`: an installation on files with one desk and with MANY
(20): threads and memory of the process; and for sources that all desks read, on
loopback, the requests and the processor time, with each desk reading alone as 1.
"""

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.common import Common
from aggregator.run.cycle import cycle
from aggregator.run.desks import add_desk
from aggregator.run.opening import OpenDesks
from aggregator.run.tick import ticking
from tests.site import COUNCIL, Site, rss, rss_item, site_on_loopback, source_toml

SOURCES = 20
MANY = 20


def main(many: int) -> None:
    print(f"{os.cpu_count()} cores")
    _weights(many)
    with tempfile.TemporaryDirectory() as folder, site_on_loopback() as site:
        place = Path(folder)
        names = [f"desk-{number}" for number in range(many)]
        urls = [_put(site, number) for number in range(SOURCES)]
        alone = "".join(
            source_toml(f"s{number}", url) for number, url in enumerate(urls)
        )
        (place / "desks.toml").write_text(alone)
        taken = ", ".join(f'"s{number}"' for number in range(SOURCES))
        for name in names:
            add_desk(place, name, {})
        figures = []
        for text in (COUNCIL + alone, f"shared = [{taken}]\n{COUNCIL}"):
            for name in names:
                desk = place / "desks" / name
                (desk / "sources.toml").write_text(text)
                shutil.rmtree(desk / "data", ignore_errors=True)
            figures.append(_polled(place, names, site))
    (asked, took), (asked_once, took_less) = figures
    print(f"{many} desks, {SOURCES} sources that each of them reads:")
    print(f"  requests for them: {asked} alone, {asked_once} together")
    print(f"  processor time: 1 alone, {took_less / took:.2f} together")


def _put(site: Site, number: int) -> str:
    items = (
        rss_item(f"Story {number} {one}", f"https://example.org/{number}/{one}", now())
        for one in range(20)
    )
    return site.put(f"/{number}", rss(*items))


def _polled(place: Path, names: list[str], site: Site) -> tuple[int, float]:
    site.asked.clear()
    common = Common(place, {}, now)
    took = 0.0
    for name in names:
        with assembled(place / "desks" / name, common=common) as parts:
            began = time.process_time()
            asyncio.run(cycle(parts))
            took += time.process_time() - began
    common.close()
    return sum(1 for one in site.asked if one != "/robots.txt"), took


def _weights(many: int) -> None:
    one, all_of_them = (_weighed(count) for count in (1, many))
    each = (all_of_them[1] - one[1]) / (many - 1) / 1024
    threads = (all_of_them[0] - one[0]) / (many - 1)
    print(f"a process with 1 desk: {one[0]} threads, {one[1] / 1024:.0f} MB")
    print(f"with {many}: {all_of_them[0]} threads, {all_of_them[1] / 1024:.0f} MB")
    print(f"a desk more: {threads:.1f} threads, {each:.1f} MB")


def _weighed(count: int) -> tuple[int, int]:
    """Threads and KiB of a process of its own with so many desks at work."""
    said = [sys.executable, "-m", "bench.desks", "weigh", str(count)]
    done = subprocess.run(said, check=True, capture_output=True, text=True)
    threads, size = done.stdout.split()[-2:]
    return int(threads), int(size)


def _weigh(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for number in range(count):
            desk = add_desk(place, f"desk-{number}", {})
            (desk / "sources.toml").write_text(COUNCIL)
        with OpenDesks(place, {}, now, ticking) as desks:
            while len(desks.at_work()) < count:
                time.sleep(0.2)
            time.sleep(10)  # each has ticked, and rests
            size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(threading.active_count(), size)


if __name__ == "__main__":
    if sys.argv[1:2] == ["weigh"]:
        _weigh(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else MANY)
