"""What one draft costs: rendering and counting, against the figures we set ourselves.

Run: python -m bench.drafts_speed. twitter-text-parser counts the same texts in the same
run, installed from the package index into an environment that is thrown away.
"""

import json
import os
import platform
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from aggregator.config.load import template_texts
from aggregator.drafts.compose import compose
from aggregator.drafts.fit import fit
from aggregator.drafts.marks import unmarked
from aggregator.drafts.measure import measure
from aggregator.drafts.templates import load_templates, render
from aggregator.drafts.view import view
from aggregator.drafts.voice import chosen
from aggregator.model.council import Council, Tone, Voice
from tests.builders import NOW
from tests.drafts.stories import stories

GOAL, RATIO = 40e-6, 50
# It reads its emoji by what setuptools had until 81.
PEER = ("twitter-text-parser==3.0.0", "setuptools<81")
COUNCIL = Council(name="Ambleford Libraries")


def cost(act: Callable[[], object], times: int) -> float:
    """The best of five runs, in seconds for one of `times`."""
    best = float("inf")
    for _ in range(5):
        began = perf_counter()
        act()
        best = min(best, perf_counter() - began)
    return best / times


def parser(*lists: list[str]) -> list[float]:
    """What twitter-text-parser takes for one text of each list; it counts as we do."""
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        quiet = ("--quiet", "--disable-pip-version-check")
        subprocess.run([python, "-m", "pip", "install", *quiet, *PEER], check=True)
        script = Path(__file__).parent / "programs" / "text_parser.py"
        said = subprocess.run(
            [python, script], input=json.dumps(lists), text=True, stdout=-1, check=True
        )
    every = json.loads(said.stdout)
    for texts, told in zip(lists, every, strict=True):
        assert told["lengths"] == [measure(one, "x").length for one in texts]
    return [told["seconds"] for told in every]


def main() -> int:
    templates = load_templates(template_texts(Path(__file__).parents[1]))
    told = [story for story in stories() if story.language != "cy"]
    ready = []
    for story in told:
        facts = view(story, COUNCIL, NOW, "en")
        variant = chosen(
            templates.files[f"{story.kind}.j2"], Tone.WARM, facts, story.id
        )
        values = {"story": facts, "link": story.url or "", "council": COUNCIL.name}
        ready.append((variant, values))
    texts = [
        compose(
            story,
            "x",
            council=COUNCIL,
            voice=Voice(),
            templates=templates,
            now=NOW,
        ).text
        for story in told
    ]
    bare = [text.replace("https://www.", "") for text in texts]
    rows = {
        "weighted count, with a scheme": lambda: [measure(one, "x") for one in texts],
        "weighted count, bare domain": lambda: [measure(one, "x") for one in bare],
        "sandboxed rendering": lambda: [render(*one) for one in ready],
        "rendering and count": lambda: [
            measure(unmarked(render(*one)), "x") for one in ready
        ],
        "rendering, fitting and count": lambda: [
            fit(render(*one), "x") for one in ready
        ],
        "a whole draft with its checks": lambda: [
            compose(
                story,
                "x",
                council=COUNCIL,
                voice=Voice(),
                templates=templates,
                now=NOW,
            )
            for story in told
        ],
    }
    print(f"{len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}")
    slow, slow_bare = parser(texts, bare)
    theirs = {"weighted count, bare domain": slow_bare}
    print(f"twitter-text-parser: {slow * 1e6:.0f} us, bare {slow_bare * 1e6:.0f} us")
    missed = 0
    for name, act in rows.items():
        seconds = cost(act, len(told))
        share, ratio = seconds / GOAL, theirs.get(name, slow) / seconds
        said = ""
        if name.startswith(("weighted", "rendering")):
            reached = ratio >= RATIO if name.startswith("weighted") else share <= 1
            said = "reached" if reached else "NOT REACHED"
            missed += not reached
        print(
            f"{name:32} {seconds * 1e6:8.1f} us  {ratio:5.0f} x its speed  "
            f"{share:5.2f} of 40 us  {said}"
        )
    return missed


if __name__ == "__main__":
    sys.exit(main())
