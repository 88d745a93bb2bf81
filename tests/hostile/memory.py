"""How much memory a piece of work takes at its height."""

import resource
from pathlib import Path

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Memory:
    """Counts from the moment it is made."""

    def __init__(self):
        if _CLEAR.exists():
            _CLEAR.write_text("5", encoding="ascii")  # forgets the peak so far
        self._before = _now("VmRSS")

    @property
    def grown(self) -> int:
        """The most bytes held since then beyond what was held then."""
        return _now("VmHWM") - self._before


def _now(name: str) -> int:
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    line = next(line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024
