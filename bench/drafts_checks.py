"""How often the checks are right: precision and recall on the labelled posts.

Two parts, counted apart: the one that the checks are developed on, and the one held
out, written before anybody saw what they say of it.

Run: python -m bench.drafts_checks   (--held-out names its posts as well: whoever has
read them can no longer measure with them)
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.drafts.posts import posts

PARTS = {"posts": "developed on", "held_out": "held out"}


def main() -> None:
    for part, what in PARTS.items():
        report(part, what)


def report(part: str, what: str) -> None:
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    judged = posts(part)
    print(f"\n{what} (tests/drafts/data/{part}.txt)")
    for post in judged:
        right.update(post.found & post.expected)
        false.update(post.found - post.expected)
        missed.update(post.expected - post.found)
        shown = part != "held_out" or "--held-out" in sys.argv
        for rule in sorted(post.found ^ post.expected) if shown else ():
            kind = "false alarm" if rule in post.found else "missed"
            print(f"  {kind}: {rule}: {post.text!r}")
    print(f"{'rule':20} precision  recall  posts")
    for rule in sorted(right | missed | false):
        print(f"{rule:20} {row(right[rule], false[rule], missed[rule])}")
    totals = (right.total(), false.total(), missed.total())
    print(f"{'all rules':20} {row(*totals)}")
    clean = [post for post in judged if not post.expected]
    alarmed = sum(1 for post in clean if post.found)
    print(
        f"{len(judged)} posts, {len(clean)} of them good; "
        f"false alarms on {alarmed} good ones ({alarmed / len(clean):.1%})"
    )


def row(right: int, false: int, missed: int) -> str:
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return f"{precision:9.2f} {recall:7.2f} {right + missed:6}"


if __name__ == "__main__":
    main()
