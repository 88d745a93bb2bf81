"""What is loaded only when it is first called."""

import json
import subprocess
import sys
from importlib import import_module

from aggregator.model.later import DECLARED, later

# Neither polls a feed: what opens photos, reads calendars and pages, takes steps of the
# schema, or knows the holidays of the world.
NOT_FOR_FEEDS = (
    *("numpy", "PIL", "pillow_heif", "icalendar", "recurring_ical_events"),
    *("bs4", "feedparser", "alembic", "holidays", "starlette", "tweepy", "atproto"),
)


def loaded_by(module):
    program = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_a_function_is_loaded_when_it_is_first_called():
    assert later("json", "loads")("[1]") == [1]


def test_there_is_each_function_that_is_loaded_later():
    import_module("aggregator.run.cycle")
    import_module("aggregator.run.assemble")
    for module, name in DECLARED:
        assert callable(getattr(import_module(module), name))


def test_a_program_that_polls_feeds_holds_nothing_that_they_do_not_need():
    loaded = loaded_by("aggregator.run.cycle") | loaded_by("aggregator.run.assemble")
    assert loaded.isdisjoint(NOT_FOR_FEEDS)
