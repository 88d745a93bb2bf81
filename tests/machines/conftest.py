import itertools

import psycopg
import pytest

from aggregator.run.assemble import assembled
from aggregator.run.shared_clock import SharedClock
from tests.machines.processes import machines
from tests.site import COUNCIL, site_on_loopback

_numbers = itertools.count(1)


class Place:
    """An installation on PostgreSQL in a folder, its site, and its processes."""

    def __init__(self, folder, site, address, its_machines):
        self.folder, self.site, self.address = folder, site, address
        self.machines = its_machines

    def configure(self, *sources, extra=""):
        text = f'database = "{self.address}"\n' + COUNCIL + extra + "\n".join(sources)
        (self.folder / "sources.toml").write_text(text, encoding="utf-8")

    def scheduler(self):
        return self.machines.aggregator("scheduler")

    def worker(self, *how):
        return self.machines.aggregator("worker", *how)

    def parts(self):
        return assembled(self.folder, clock=SharedClock())


@pytest.fixture
def site():
    with site_on_loopback() as site:
        yield site


@pytest.fixture
def shared_address(postgresql):
    """The address of an empty database on PostgreSQL."""
    name = f"machines_{next(_numbers)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.replace("/postgres?", f"/{name}?")


@pytest.fixture
def place(tmp_path, site, shared_address):
    with machines(tmp_path) as its_machines:
        yield Place(tmp_path, site, shared_address, its_machines)
