"""What may take long to read is read in a process of its own, which can be ended.

A parser inside a C library cannot be stopped, and holds up every other thread. So only
what is small and plain is read here; the rest goes to a process with a bound on its
processor time and its memory. When it is over one of them, it is ended, and the source
has a name for that.
"""

import contextlib
import pickle
import signal
import subprocess
import sys
import threading
from typing import TypeVar, cast

from aggregator.model.errors import ReadError, TakesLongError
from aggregator.run.work import SECONDS, Answered, Work

T = TypeVar("T")

# Processes at once; each holds some fifty MiB while it is there.
MOST = 2
# For a machine so busy that processor time hardly passes.
LONGEST = 15.0
_REMEDY = "point the source at a smaller document, or report its address"


class _EndedError(Exception):
    """The process ended before it answered; the number is how (as `Popen` has it)."""


class Apart:
    """The processes that read; none before there is something for them.

    Belongs to any number of threads. Must be closed.
    """

    def __init__(self) -> None:
        self._places = threading.Semaphore(MOST)
        self._lock = threading.Lock()
        self._idle: list[subprocess.Popen[bytes]] = []
        self._busy: set[subprocess.Popen[bytes]] = set()

    def anywhere(self, name: str, work: Work[T]) -> T:
        """Read here if that is quick, else in a process.

        Raises:
            ReadError: it cannot be read, or takes too much.
        """
        try:
            return work(hurried=True)
        except TakesLongError:
            return self.read(name, work)

    def read(self, name: str, work: Work[T], longest: float = LONGEST) -> T:
        """Read in a process, which is ended after `longest` seconds.

        Raises:
            ReadError: it cannot be read, or takes too much.
        """
        with self._places:
            try:
                answer = self._answer(work, longest)
            except _EndedError as ended:
                raise _over(name, ended.args[0], longest) from None
        if answer.refusal is not None:
            message, cause, remedy = answer.refusal
            raise ReadError(message, cause=cause, remedy=remedy)
        if answer.no_memory:
            raise _too_large(name)
        if answer.failure is not None:
            raise ReadError(
                f"{name}: reading it failed in a way the program does not know "
                f"({answer.failure[:200]})",
                cause="broken",
                remedy="please report it with the address of the source",
            )
        return cast("T", answer.value)

    @property
    def idle(self) -> tuple[int, ...]:
        """The ids of the processes that have nothing to do."""
        with self._lock:
            return tuple(process.pid for process in self._idle)

    def rest(self) -> None:
        """End the processes that have nothing to do."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            _end(process)

    def close(self) -> None:
        """End all of them; what is being read fails."""
        self.rest()
        with self._lock:
            busy = list(self._busy)
        for process in busy:
            process.kill()

    def _answer(self, work: Work[T], longest: float) -> Answered:
        process = self._taken()
        timer = threading.Timer(longest, process.kill)
        timer.start()
        fit = False
        try:
            answer = _asked(process, work)
            fit = not answer.spent
            return answer
        finally:
            timer.cancel()
            self._given_back(process, fit=fit)

    def _taken(self) -> subprocess.Popen[bytes]:
        with self._lock:
            process = self._idle.pop() if self._idle else _started()
            self._busy.add(process)
        return process

    def _given_back(self, process: subprocess.Popen[bytes], *, fit: bool) -> None:
        with self._lock:
            self._busy.discard(process)
            if fit:
                self._idle.append(process)
        if not fit:
            _end(process)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        # -P: what lies in the current folder is no module of ours.
        [sys.executable, "-P", "-m", "aggregator.run.reader_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us; it ends with its input
    )


def _asked(process: subprocess.Popen[bytes], work: Work[object]) -> Answered:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        pickle.dump(work, process.stdin)
        process.stdin.flush()
        answer = pickle.load(process.stdout)  # noqa: S301 - from our own process
    except (EOFError, OSError, pickle.UnpicklingError):
        process.kill()
        raise _EndedError(process.wait()) from None
    assert isinstance(answer, Answered)
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _over(name: str, status: int, longest: float) -> ReadError:
    seconds = {-signal.SIGKILL: longest, -signal.SIGXCPU: SECONDS}.get(status)
    if seconds is None:
        return _too_large(name)
    return ReadError(
        f"{name}: what it sends takes more than {seconds:.0f} seconds to read",
        cause="too-much",
        remedy=_REMEDY,
    )


def _too_large(name: str) -> ReadError:
    return ReadError(
        f"{name}: what it sends takes too much memory to read",
        cause="too-much",
        remedy=_REMEDY,
    )
