"""The bench of the queue compares two pages that show the same cards."""

import re

from bench import desk_queue


def test_a_small_queue_is_shown_searched_worked_through_and_compared(capsys):
    desk_queue.main(200, rounds=2, pages=2)
    said = capsys.readouterr().out
    assert re.search(r"page 3 to the first +\d", said)
    for words in ("garden", "no such words"):
        assert f'search "{words}"' in said
    assert "plain FastAPI and ORM, eager" in said
    assert len(re.findall(r"as many requests a second as that, times +\d", said)) == 2
