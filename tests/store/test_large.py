"""With years of stories the pages stay quick: no statement reads a whole table.

Times are logged (`pytest --log-cli-level=info`) and never asserted; how a statement
finds its rows is.
"""

import logging
from datetime import timedelta
from itertools import pairwise
from time import perf_counter

import pytest
from sqlalchemy import Connection, event, insert, text

from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.store import audit, codec, drafts, sources, stories, story_keys
from aggregator.store.tables.drafts import draft_tallies
from aggregator.store.tables.drafts import drafts as draft_rows
from aggregator.store.tables.stories import items
from aggregator.store.tables.stories import stories as story_rows
from aggregator.store.tables.stories import story_keys as story_key_rows
from tests.builders import NOW, a_story, an_item

# Enough for every index to be worth its while; 100,000 take the same paths, and a
# minute to make.
STORIES = 20_000
WAITING = 6_000
AT_ONCE = 5_000
HOUR = timedelta(hours=1)
log = logging.getLogger(__name__)
KINDS = (Kind.EVENT, Kind.NEWS, Kind.JOB)
BIG = {"stories", "items", "story_keys", "drafts"}


def story_of(number):
    """Most are long over, as in a library that has used the program for years."""
    kind = KINDS[number % 3]
    seen = NOW - (STORIES - number) * HOUR / 4
    starts = seen + 400 * HOUR if kind is Kind.EVENT else None
    return a_story(
        id=f"t{number}",
        kind=kind,
        items=(an_item(id=f"i{number}", kind=kind, starts=starts),),
        starts=starts,
        dates=(starts,) if starts else (),
        first_seen=seen,
    )


def rows_of(numbers):
    """The rows of every table for these stories."""
    told = [story_of(number) for number in numbers]
    kept = [
        {
            "id": story.id,
            "kind": story.kind,
            "status": story.status,
            "title": story.title,
            "facts": codec.story_to_row(story),
            "over_after": codec.over_after(story),
            "first_seen": story.first_seen,
            "saved_at": story.first_seen,
        }
        for story in told
    ]
    seen = [
        {
            "id": story.items[0].id,
            "source": "whats-on",
            "story": story.id,
            "position": 0,
            "facts": codec.item_to_row(story.items[0]),
            "first_seen": story.first_seen,
            "last_seen": story.first_seen,
        }
        for story in told
    ]
    keys = [{"key": number // 4, "story": f"t{number}"} for number in numbers]
    return {story_rows: kept, items: seen, story_key_rows: keys}


def draft_row(number):
    waits = number >= STORIES - WAITING
    moment = NOW - (STORIES - number) * HOUR / 4
    return {
        "id": number + 1,
        "story": f"t{number}",
        "network": "x",
        "purpose": "announce",
        "kind": KINDS[number % 3],
        "language": "en",
        "state": State.WAITING if waits else State.REJECTED,
        "text": f"Storytime number {number}",
        "composed": "Storytime",
        "template": "event.j2",
        "why": "New",
        "urgent_by": moment,
        "revision": 1,
        "created_at": moment,
        "moved_at": moment,
        "changed_at": moment,
        "changed_by": "aggregator",
    }


@pytest.fixture
def large(database):
    """Years of work; the last thousand stories await a draft."""
    for start in range(0, STORIES, AT_ONCE):
        numbers = range(start, start + AT_ONCE)
        drafted = [draft_row(n) for n in numbers if n < STORIES - 1_000]
        with database.transaction() as connection:
            for table, rows in {**rows_of(numbers), draft_rows: drafted}.items():
                connection.execute(insert(table), rows)
    with database.transaction() as connection:
        connection.execute(
            insert(draft_tallies),
            [
                {"state": State.WAITING, "number": WAITING - 1_000},
                {"state": State.REJECTED, "number": STORIES - WAITING},
            ],
        )
        if not database.is_sqlite:
            next_one = "SELECT setval(pg_get_serial_sequence('drafts', 'id'), 200000)"
            connection.execute(text(next_one))
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("ANALYZE")
    return database


def edit(connection, number):
    revision = drafts.load(connection, number).revision
    return drafts.edit(
        connection, number, revision=revision, text="new", by="Ann", now=NOW
    )


QUESTIONS = {
    "the first page of the queue": lambda c: drafts.page(c, states=[State.WAITING]),
    "a page far down the queue": lambda c: drafts.page(
        c,
        states=[State.WAITING],
        after=f"{int((NOW - 4_000 * HOUR).timestamp() * 1e6)}.16000",
    ),
    "the newest decisions": lambda c: drafts.page(
        c, states=[State.REJECTED, State.APPROVED]
    ),
    "the counts": drafts.counts,
    "added since": lambda c: drafts.added_since(c, "x", NOW - HOUR),
    "recent texts": lambda c: drafts.recent_texts(c, NOW - 24 * HOUR),
    "stories without a draft": lambda c: stories.undrafted(c, "x", NOW, 2_000),
    "stories without a draft, another network": lambda c: stories.undrafted(
        c, "mastodon", NOW, 100
    ),
    "candidates for 500 keys": lambda c: story_keys.postings(
        c, [number * 3 for number in range(500)]
    ),
    "500 known items": lambda c: stories.known(
        c, [f"i{number * 3}" for number in range(500)]
    ),
    "one story": lambda c: stories.load(c, "t5000"),
    "the newest items": lambda c: stories.seen(c, None, 50),
    "items of a source, far down": lambda c: stories.seen(c, "whats-on", 50, "i2000"),
    "open drafts of a story": lambda c: drafts.open_of(c, "t18000"),
    "the history of a draft": lambda c: drafts.history(c, 7),
    "sources": sources.health,
    "the audit": lambda c: audit.read(c, subject=None, limit=50),
    "an edit": lambda c: edit(c, 18_500),
}


def plans_of(connection: Connection, ask):
    """How the database finds the rows of every statement that `ask` makes."""
    statements = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE")):
            statements.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    ask(connection)
    event.remove(connection, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN "
    if connection.dialect.name == "postgresql":
        # It reads whole tables by choice where they are small; here only if it must.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN "
    found = []
    for statement, parameters in statements:
        rows = connection.exec_driver_sql(explain + statement, parameters)
        found += [" ".join(str(part) for part in row) for row in rows]
    return found


def whole_tables(plan):
    """The big tables that a plan reads from end to end, without an index."""
    lines = (line.replace("Seq Scan on ", "SCAN ").split() for line in plan)
    return {
        table
        for words in lines
        for word, table in pairwise(words)
        if word == "SCAN" and table in BIG and "INDEX" not in words
    }


def test_no_question_reads_a_whole_table(large):
    slow = {}
    with large.transaction() as connection:
        for name, ask in QUESTIONS.items():
            began = perf_counter()
            ask(connection)
            first = perf_counter() - began
            if found := whole_tables(plans_of(connection, ask)):
                slow[name] = found
            log.info("%s: %.1f ms: %s", connection.dialect.name, 1000 * first, name)
    assert slow == {}
