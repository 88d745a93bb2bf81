import csv
import json
from datetime import timedelta

import pytest

from aggregator.desk import holds, queue
from aggregator.desk.decision import Decision
from aggregator.model.council import Person, Role
from aggregator.model.draft import Composed
from aggregator.model.facts import Kind
from aggregator.run.assemble import assembled
from aggregator.store import drafts
from tests.builders import NOW

COUNCIL = '[council]\nname = "Ambleford Libraries"\n'
TEXT = "=Storytime on Saturday, free"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A council's folder in which one post went out in November 2026."""
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    ada = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
    composed = Composed(
        text=TEXT,
        network="x",
        kind=Kind.EVENT,
        language="en",
        template="event.j2",
        length=30,
        limit=280,
    )
    with assembled(tmp_path, clock=lambda: NOW) as parts:
        with parts.database.transaction() as connection:
            number = drafts.add(
                connection, composed, story=None, purpose="announce", why="", now=NOW
            )

        def decision(revision):
            return Decision(
                person=ada,
                draft=number,
                revision=revision,
                now=NOW + timedelta(hours=revision),
            )

        queue.approve(parts.database, decision(1))
        queue.posted(parts.database, decision(2), "https://x.com/a/status/1")
    return tmp_path


def test_the_report_of_a_month_is_one_file(run, folder):
    ran = run("report", "--month", "2026-11", "--output", "november.html")
    assert ran.code == 0, ran.err
    page = (folder / "november.html").read_text(encoding="utf-8")
    assert "Ambleford Libraries on social media" in page
    assert "we posted once" in page
    assert "we posted once" in run("report", "--month", "2026-11").out


def test_the_report_is_for_a_spreadsheet_too(run, folder):
    ran = run("report", "--month", "2026-11", "--format", "csv")
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert {row["Month"] for row in rows} == {"2026-11"}
    assert any(row["Row"] == "X" and row["Value"] == "1" for row in rows)


def test_a_month_that_is_none_is_refused(run, folder):
    ran = run("report", "--month", "November")
    assert ran.code == 1
    assert "write year and month, such as 2026-10" in ran.err


def test_the_export_has_a_meaning_for_every_column(run, folder):
    assert run("export", "open").code == 0
    with (folder / "open" / "posts.csv").open(encoding="utf-8") as file:
        (post,) = csv.DictReader(file)
    assert post["text"] == f"'{TEXT}"
    assert post["link"] == ""
    (told,) = json.loads((folder / "open" / "posts.json").read_text(encoding="utf-8"))
    assert told["text"] == TEXT
    assert "link" not in told
    with (folder / "open" / "dictionary.csv").open(encoding="utf-8") as file:
        meanings = {
            (row["file"], row["column"]): row["meaning"] for row in csv.DictReader(file)
        }
    for column in post:
        assert meanings["posts.csv, posts.json", column]
    header = (folder / "open" / "readings.csv").read_text(encoding="utf-8")
    for column in header.strip().split(","):
        assert meanings["readings.csv", column]

    again = run("export", "open")
    assert again.code == 1
    assert "is there already" in again.err


def test_the_export_as_json_lines(run, folder):
    (row,) = run("export", "--json").rows
    assert row["address"] == "https://x.com/a/status/1"
    assert row["reworded"] == "no"


def test_a_backup_brings_back_what_was(run, folder):
    assert run("backup", "safe.db").code == 0
    assert run("backup", "safe.db").code == 1
    assert run("hold", "--reason", "test").code == 0
    restored = run("restore", "safe.db")
    assert restored.code == 0, restored.err
    assert "What was there before is kept in" in restored.err
    assert run("queue", "--state", "published", "--json").rows[0]["text"] == TEXT
    assert "checked equal" in restored.err
    # Only a person lets go of a hold, and never a backup from before it.
    assert "Everything is on hold (test)" in restored.err
    with assembled(folder, clock=lambda: NOW) as parts:
        assert holds.held(parts.database).reason == "test"


def test_what_is_no_backup_is_refused_and_changes_nothing(run, folder):
    (folder / "no.db").write_text("no database", encoding="utf-8")
    ran = run("restore", "no.db")
    assert ran.code == 1
    assert "no.db" in ran.err
    assert len(run("queue", "--state", "all", "--json").rows) == 1
