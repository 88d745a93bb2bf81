"""What one draft costs: rendering and counting, against the figures we set ourselves.

Run: python -m bench.drafts_speed
"""

import sys
from collections.abc import Callable
from pathlib import Path
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

# twitter-text-parser 3.0.0 on one text with an address, measured on this machine's kin.
PARSER = 1_333e-6
GOAL = 40e-6
COUNCIL = Council(name="Ambleford Libraries")


def cost(act: Callable[[], object], times: int) -> float:
    """The best of five runs, in seconds for one of `times`."""
    best = float("inf")
    for _ in range(5):
        began = perf_counter()
        act()
        best = min(best, perf_counter() - began)
    return best / times


def main() -> None:
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
    for name, act in rows.items():
        seconds = cost(act, len(told))
        print(
            f"{name:32} {seconds * 1e6:8.1f} us  "
            f"{PARSER / seconds:6.0f} x twitter-text-parser  "
            f"{seconds / GOAL:5.2f} of 40 us"
        )


if __name__ == "__main__":
    main()
