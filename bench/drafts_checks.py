"""How often the checks are right: precision and recall on the labelled posts.

Counted apart: the part that the checks are developed on, and two that are held out,
written before anybody saw what the checks say of them.

Run: python -m bench.drafts_checks   (--held-out names its posts as well: whoever has
read them can no longer measure with them)
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from aggregator.drafts.checks import CHECKS, check
from aggregator.drafts.checks.context import Check, CheckContext
from tests.drafts.posts import posts, told

DEVELOPED_ON = "posts"
PARTS = {
    DEVELOPED_ON: "developed on",
    "held_out": "held out, seen once before the work of November 2026",
    "held_out_again": "held out, never met",
}


# No check should take longer for one post, in microseconds.
MOST = 50
_ROUNDS = 5


def main() -> None:
    for part, what in PARTS.items():
        report(part, what)
    print("\nmicroseconds a post, the slowest checks and all of them together")
    cases = [case for part in PARTS for case in told(part)]
    each = {one.__name__: taken(cases, (one,)) for one in CHECKS}
    slowest = sorted(each.items(), key=lambda one: -one[1])[:3]
    for name, spent in (*slowest, ("together", taken(cases, CHECKS))):
        print(f"{name:20} {spent:6.1f}")
    if slowest[0][1] > MOST:
        sys.exit(f"{slowest[0][0]} takes more than {MOST} microseconds")


def taken(cases: Sequence[tuple[str, CheckContext]], checks: Sequence[Check]) -> float:
    """The best of some rounds, in microseconds a post."""
    rounds = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for text, context in cases:
            check(text, context, checks)
        rounds.append(time.perf_counter() - began)
    return min(rounds) / len(cases) * 1e6


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
        shown = part == DEVELOPED_ON or "--held-out" in sys.argv
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
