"""A process that only reads, so that it can be ended: `run/apart.py` starts it.

It takes work on its standard input and answers on its standard output, one pickled
value each. What it may take of processor and memory it bounds itself, before it looks
at anything that somebody else wrote.
"""

import math
import os
import pickle
import resource
import sys
import time
from pathlib import Path
from typing import IO

from aggregator.model.errors import ReadError
from aggregator.read import detail, discover
from aggregator.run.work import SECONDS, Answered, Work

MIB = 1024 * 1024
# Beyond what the empty process holds.
_GROWTH = 56 * MIB
# A process that has once held as much gives little of it back.
_SPENT = 16 * MIB
_STATUS = Path("/proc/self/status")
# What the process must know before its memory is bounded.
_KNOWN = (detail, discover)


def main() -> None:
    """Answer until there is no more to do."""
    work, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    base = _held()
    if base:
        _bound(resource.RLIMIT_DATA, base + _GROWTH)
    while (asked := _next(work)) is not None:
        _bound(resource.RLIMIT_CPU, math.ceil(time.process_time()) + SECONDS)
        answer = _answer(asked, base)
        del asked
        pickle.dump(answer, answers)
        answers.flush()


def _answer(asked: Work[object], base: int) -> Answered:
    try:
        value: object = asked(hurried=False)
    except ReadError as error:
        told = (error.message, error.cause, error.remedy)
        return Answered(refusal=told, spent=_is_spent(base))
    except MemoryError:
        return Answered(no_memory=True, spent=True)
    except Exception as error:  # noqa: BLE001 - told to who asked, as it is
        return Answered(failure=f"{type(error).__name__}: {error}", spent=True)
    return Answered(value=value, spent=_is_spent(base))


def _next(work: IO[bytes]) -> Work[object] | None:
    try:
        asked: Work[object] = pickle.load(work)  # noqa: S301 - from our own process
    except EOFError:
        return None
    return asked


def _is_spent(base: int) -> bool:
    return _held() - base > _SPENT


def _held() -> int:
    """Bytes of data that this process holds; 0 where the system does not tell."""
    if not _STATUS.exists():
        return 0
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    line = next(line for line in lines if line.startswith("VmData"))
    return int(line.split()[1]) * 1024


def _bound(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    within = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (within, hard))


if __name__ == "__main__":
    main()
