"""How well items are matched: precision, recall and F1 on the labelled set.

`python bench/stories_match.py` prints the test part, `... dev` the part to tune on;
then each pair that came out wrong. Every pair goes the whole way, by keys and all.
"""

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from aggregator.model.item_json import item_from_json
from aggregator.stories.group import group

DATA = Path(__file__).parent.parent / "tests" / "stories" / "data"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def together(pair: dict) -> bool:
    items = [item_from_json(pair[side]) for side in ("one", "other")]
    return len({placement.story for _, placement in group(items, NOW)}) == 1


def score(part: str) -> tuple[Counter, list[str]]:
    counts: Counter = Counter()
    wrong = []
    for line in (DATA / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        found = together(pair)
        counts[pair["same"], found] += 1
        if found is not pair["same"]:
            titles = " / ".join(pair[side]["title"] for side in ("one", "other"))
            fault = "merged" if found else "missed"
            wrong.append(f"{fault}: {pair['why']}: {titles}")
    return counts, wrong


def figures(counts: Counter) -> tuple[float, float, float]:
    right = counts[True, True]
    precision = right / ((right + counts[False, True]) or 1)
    recall = right / ((right + counts[True, False]) or 1)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else "test"
    counts, wrong = score(part)
    precision, recall, f1 = figures(counts)
    print(f"{part}: {counts.total()} pairs, {len(wrong)} wrong")
    print(f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")
    print("\n".join(wrong))


if __name__ == "__main__":
    main()
