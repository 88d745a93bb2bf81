"""What `scheduler` and `worker` say where they cannot run; how all services end."""

import signal
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.cli.main import main
from tests.machines.processes import machines, wait_for
from tests.site import COUNCIL

SERVICES = ("scheduler", "worker", "serve")


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


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_is_told_to_stop_while_it_begins_ends_with_0(name, tmp_path):
    with away_from_its_database(tmp_path, name) as service:
        wait_for(lambda: hears_of_the_end(service.process.pid))
        assert service.stop() == 0, service.said()


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_one_that_waits_for_its_database_does_so_too(name, tmp_path):
    with away_from_its_database(tmp_path, name) as service:
        service.says("waiting for the database")
        assert service.stop() == 0, service.said()
        assert "Traceback" not in service.said()


@contextmanager
def away_from_its_database(folder, name):
    text = 'database = "postgresql://127.0.0.1:9/aggregator"\n' + COUNCIL
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    with machines(folder) as its_machines:
        yield its_machines.aggregator(name)


def hears_of_the_end(pid):
    """Whether a process takes TERM in a way of its own by now (proc(5), SigCgt)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    caught = next(line for line in lines if line.startswith("SigCgt:"))
    return int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1
