"""What `scheduler` and `worker` say where they cannot run."""

import sys

import pytest
from click.testing import CliRunner

from aggregator.cli.main import main
from tests.site import COUNCIL


@pytest.fixture
def run(tmp_path):
    def run(*words, database=None):
        named = f'database = "{database}"\n' if database else ""
        (tmp_path / "sources.toml").write_text(named + COUNCIL, encoding="utf-8")
        return CliRunner().invoke(main, [*words, "--config", str(tmp_path)])

    return run


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_with_a_file_as_database_they_say_what_to_set(run, name):
    done = run(name)
    assert done.exit_code == 1
    said = done.stderr.replace("\n", " ")
    assert 'database = "postgresql://user@host/aggregator"' in said
    assert "`aggregator serve` does all of it" in said


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_without_procrastinate_they_say_what_to_install(run, name, monkeypatch):
    monkeypatch.setitem(sys.modules, "procrastinate", None)
    done = run(name, database="postgresql://127.0.0.1:9/aggregator")
    assert done.exit_code == 1
    assert 'pip install -e ".[postgresql]"' in done.stderr


def test_a_queue_that_there_is_not_is_refused_with_those_there_are(run):
    done = run("worker", "--queues", "poll,deliveries")
    assert done.exit_code == 2
    assert "'deliveries'; write some of poll,deliver,measure" in done.stderr
