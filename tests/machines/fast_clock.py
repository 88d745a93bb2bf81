"""A clock in a file, which all processes of a proof share and one of them moves."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
_LENGTH = 8


class FileClock:
    """Seconds since the start, as a number in the first bytes of a file."""

    def __init__(self, path: Path):
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _LENGTH)

    @staticmethod
    def made(path: Path) -> "FileClock":
        path.write_bytes(struct.pack("d", 0.0))
        return FileClock(path)

    def __call__(self) -> datetime:
        return START + timedelta(seconds=self.passed())

    def passed(self) -> float:
        return struct.unpack("d", self._map[:_LENGTH])[0]

    def move(self, by: timedelta) -> None:
        self._map[:_LENGTH] = struct.pack("d", self.passed() + by.total_seconds())
