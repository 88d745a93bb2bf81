"""What a report costs: a large month, and a month out of five years.

Run: python -m bench.evidence_report
"""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from aggregator.evidence.month import parse
from aggregator.evidence.report import Setting, load, report
from aggregator.evidence.written import as_csv, html
from bench._years import years
from tests.builders import NOW

SETTING = Setting(council="Ambleford Libraries", source_names={})
MONTH = parse("2026-10", "Europe/London")


def measured(posts: int, readings: int, days: int) -> tuple[float, int]:
    """Seconds from the question to the whole page, and the posts in it."""
    since = MONTH.ends - timedelta(days=days)
    with tempfile.TemporaryDirectory() as folder:
        database = years(Path(folder), posts, readings, since, MONTH.ends)
        best = float("inf")
        for _ in range(3):
            began = perf_counter()
            found = load(database, MONTH)
            page = html(report(found, MONTH, SETTING, NOW))
            best = min(best, perf_counter() - began)
        assert as_csv(report(found, MONTH, SETTING, NOW))
        assert page
        database.close()
    return best, len(found.posts)


def main() -> None:
    rows = (
        ("3,000 posts with 201,000 readings in the month", 3000, 67, 30, 2.0),
        ("five years of 50 posts a month, 28 readings each", 3000, 28, 1826, 0.3),
    )
    for title, posts, readings, days, goal in rows:
        seconds, shown = measured(posts, readings, days)
        verdict = "reached" if seconds < goal else "NOT reached"
        print(
            f"{title}: {1000 * seconds:.0f} ms for {shown} posts "
            f"(goal {1000 * goal:.0f} ms, {verdict})"
        )


if __name__ == "__main__":
    main()
