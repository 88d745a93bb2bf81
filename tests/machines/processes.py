"""Schedulers and workers as real processes of their own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path


def wait_for(condition, seconds=90, why="it did not happen in time"):
    """What a condition finds, once it finds something."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, why() if callable(why) else why
        time.sleep(0.05)
    return found


class Started:
    """A process, and what it said on stderr so far."""

    def __init__(self, command, log: Path, environment=None, before=()):
        self.log = log
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                [*before, sys.executable, "-m", *command],
                stdout=said,
                stderr=said,
                env={**os.environ, **(environment or {})},
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def says(self, words: str, seconds=90) -> None:
        wait_for(lambda: words in self.said(), seconds, why=self.said)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=90) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None


class Machines:
    """All the processes of a test; what still runs at its end is killed."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.started: list[Started] = []

    def start(self, *command, environment=None, before=()) -> Started:
        log = self.folder / f"process-{len(self.started)}.log"
        self.started.append(Started(command, log, environment, before))
        return self.started[-1]

    def aggregator(self, *command) -> Started:
        return self.start("aggregator", *command, "--config", str(self.folder))


@contextmanager
def machines(folder: Path):
    found = Machines(folder)
    try:
        yield found
    finally:
        for one in found.started:
            if one.is_running:
                one.kill()
