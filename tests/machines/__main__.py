"""The long proof: python -m tests.machines --hours 60; make machines."""

import argparse
import logging
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from tests.machines.proof import Plan, prove


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=60)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--schedulers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--restarts", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", type=int, default=1, help="minutes")
    named = vars(parser.parse_args())
    named["step"] = timedelta(minutes=named["step"])
    logging.getLogger("uvicorn.error").addFilter(lambda _record: False)
    folder = Path(tempfile.mkdtemp(prefix="machines-"))

    def told(step: int, steps: int) -> None:
        if step % (steps // 20 or 1) == 0:
            print(f"  {step} of {steps} steps", file=sys.stderr, flush=True)  # noqa: T201

    outcome = prove(Plan(**named), folder, told=told)
    for fault in outcome.faults:
        print(f"  {fault}", file=sys.stderr)  # noqa: T201
    print(outcome)  # noqa: T201
    if outcome.wrong or outcome.faults:
        print(f"  what they said is in {folder}", file=sys.stderr)  # noqa: T201
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
