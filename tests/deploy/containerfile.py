"""The steps of the Containerfile, read plainly: (instruction, rest of the line)."""

from pathlib import Path

TOP = Path(__file__).parents[2]
FILE = TOP / "deploy" / "container" / "Containerfile"


def steps():
    """Every step, in order."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    told = (line for line in lines if line and not line.startswith("#"))
    return [tuple(line.split(" ", 1)) for line in told]


def build_stage():
    """The steps of the first image, in which the program is built."""
    whole = steps()
    second = [n for n, (word, _) in enumerate(whole) if word == "FROM"][1]
    return whole[1:second]
