"""Starts the programs that are compared, and asks each for a cycle."""

import atexit
import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

_HERE = Path(__file__).parent
# feedparser's parser of broken markup needs what Python no longer has: sgmllib3k.
_PEERS = ("reader==3.26", "feedparser==6.0.14", "sgmllib3k==1.0.0")


@dataclass(frozen=True)
class Spent:
    """What one cycle took; `peak` is the most memory that the program ever held, in
    bytes, and `grown` how far this cycle went beyond what was held before it.
    """

    wall: float
    cpu: float
    peak: int
    entries: int
    grown: int = 0


class Program:
    """A program that is ready for cycles."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._answer()

    def cycle(self) -> Spent:
        assert self._process.stdin is not None
        self._process.stdin.write("cycle\n")
        self._process.stdin.flush()
        said = self._answer()
        assert not said.pop("failed", 0), "some sources failed"
        return Spent(**said)

    def best(self, rounds: int) -> Spent:
        return min((self.cycle() for _ in range(rounds)), key=lambda spent: spent.wall)

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a program that is compared has ended; see above")
        said: dict[str, Any] = json.loads(line)
        return said


@contextmanager
def peers() -> Iterator[Path]:
    """A Python of its own that has the peers, from the index pip is set to use."""
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        quiet = ("--quiet", "--disable-pip-version-check")
        subprocess.run([python, "-m", "pip", "install", *quiet, *_PEERS], check=True)
        yield python


@cache
def _compiled() -> dict[str, str]:
    """The environment in which our own modules are compiled, as pip does the peers'.

    Else a checkout that keeps no bytecode would be measured while it compiles.
    """
    folder = mkdtemp()
    atexit.register(rmtree, folder, ignore_errors=True)
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", "import bench.programs.loaded"]
    subprocess.run(command, env=environment, check=True)
    return environment


@contextmanager
def program(
    name: str,
    addresses: Sequence[str],
    *,
    python: Path | None,
    core: int | None,
    more: Sequence[str] = (),
) -> Iterator[Program]:
    """One of the programs in this folder; with `python`, in the peers' environment.

    It is given `more` behind its folder and its addresses.
    """
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "addresses.txt"
        listed.write_text("\n".join(addresses), encoding="utf-8")
        command = [sys.executable, "-m", f"bench.programs.{name}"]
        environment = _compiled() if python is None else None
        if python is not None:
            command = [str(python), str(_HERE / f"{name}.py")]
        process = subprocess.Popen(
            [*command, folder, str(listed), *more],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if core is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(process.pid, {core})
        try:
            yield Program(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
