"""A running program takes up a changed sources.toml by itself."""

import pytest

from aggregator.run.assemble import assembled
from aggregator.run.live import Live
from tests.site import COUNCIL, source_toml

NEWS = source_toml("news", "https://example.org/news.rss")
JOBS = source_toml("jobs", "https://example.org/jobs.rss")


@pytest.fixture
def live(tmp_path):
    write(tmp_path, COUNCIL + NEWS)
    with assembled(tmp_path) as parts:
        yield Live(parts)


def write(folder, text):
    (folder / "sources.toml").write_text(text, encoding="utf-8")


def ids(parts):
    return [source.id for source in parts.configuration.sources]


def test_an_unchanged_file_is_not_read_again(live):
    assert live.parts() is live.parts()


def test_a_source_that_is_added_by_hand_is_taken_up(live, tmp_path):
    before = live.parts()
    write(tmp_path, COUNCIL + NEWS + JOBS)
    assert ids(live.parts()) == ["news", "jobs"]
    assert ids(before) == ["news"], "what has begun goes on with what it began with"
    assert live.parts().database is before.database


@pytest.mark.parametrize(
    "text",
    ["[council\n" + NEWS, NEWS, COUNCIL + NEWS + "\n[drafts]\nper_cycle = 0\n"],
    ids=["no TOML", "no council", "a wrong number"],
)
def test_a_faulty_file_keeps_the_one_before_and_is_told(live, tmp_path, text):
    write(tmp_path, text)
    assert ids(live.parts()) == ["news"]
    assert live.parts().refused
    write(tmp_path, COUNCIL + NEWS + JOBS)
    assert ids(live.parts()) == ["news", "jobs"]
    assert live.parts().refused == ()


def test_a_source_that_is_made_faulty_goes_on_as_it_was(live, tmp_path):
    broken = NEWS.replace('"https://example.org/news.rss"', '"news.rss"')
    write(tmp_path, COUNCIL + JOBS + broken)
    parts = live.parts()
    assert ids(parts) == ["jobs", "news"]
    assert parts.configuration.sources[1].url == "https://example.org/news.rss"
    assert [fault.key for fault in parts.configuration.faults] == ["source.url"]


def test_a_source_that_is_taken_out_is_gone_whatever_else_is_wrong(live, tmp_path):
    write(tmp_path, COUNCIL + JOBS.replace('"jobs"', '"no id"', 1))
    assert ids(live.parts()) == []


def test_a_file_that_is_away_for_a_moment_stops_nothing(live, tmp_path):
    (tmp_path / "sources.toml").unlink()
    assert ids(live.parts()) == ["news"]
    assert "there is none" in str(live.parts().refused[0])


def test_a_changed_template_is_taken_up_and_a_faulty_one_is_not(live, tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    before = live.parts().templates
    (folder / "news.j2").write_text("{{ title", encoding="utf-8")
    assert live.parts().templates is before
    assert "news.j2" in str(live.parts().refused[0])
    (folder / "news.j2").write_text(
        "News: {{ story.title }} {{ link }}", encoding="utf-8"
    )
    assert live.parts().refused == ()
    assert live.parts().templates is not before


def test_another_database_is_for_the_next_start(live, tmp_path):
    before = live.parts().configuration.database
    write(tmp_path, 'database = "sqlite:///other.db"\n' + COUNCIL + NEWS + JOBS)
    assert ids(live.parts()) == ["news", "jobs"]
    assert live.parts().configuration.database == before
