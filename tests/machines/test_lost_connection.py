"""A connection that is lost in a transaction is nobody's fault but the server's."""

from datetime import timedelta

import psycopg
import pytest

from aggregator.model.errors import FetchError, StoreLostError
from aggregator.run.cycle import note_sources
from aggregator.run.intake import Brought, keep
from aggregator.run.polling import Claims
from aggregator.store import outcomes
from tests.site import source_toml

pytestmark = pytest.mark.postgresql


def test_it_is_told_from_what_the_server_refuses(shared_address, opened):
    database = opened(shared_address)
    with pytest.raises(StoreLostError):
        lose_in_the_middle(database, shared_address)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_what_a_silent_transaction_holds_is_given_to_the_others(shared_address, opened):
    cut_off = opened(shared_address, forgotten=timedelta(seconds=1))
    other = opened(shared_address)
    with other.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE kept AS SELECT 'nobody' AS name")
    with pytest.raises(StoreLostError):
        take_and_fall_silent(cut_off, other)
    with other.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM kept").all() == [("other",)]


def test_no_source_is_blamed_for_it_and_nothing_is_written(place, monkeypatch):
    place.configure(
        *(
            source_toml(f"s{n}", f"http://127.0.0.1:9/{n}", kind="news")
            for n in range(3)
        )
    )
    with place.parts() as parts:
        note_sources(parts)
        claimed = Claims(parts, None, force=False).take(10)
        error = FetchError("no", cause="server", url="http://127.0.0.1:9/")
        brought = [
            Brought(source=source, claim=claim, result=error)
            for source, claim in claimed
        ]
        held = outcomes.held

        def lose(connection, claims):
            end_all(place.address)
            return held(connection, claims)

        with monkeypatch.context() as patch:
            patch.setattr("aggregator.run.intake.held", lose)
            with pytest.raises(StoreLostError):
                keep(parts, brought)
        done = keep(parts, brought)
    assert [one.outcome for one in done] == ["failed"] * 3
    with psycopg.connect(place.address) as connection:
        rows = connection.execute("SELECT failures FROM sources").fetchall()
    assert rows == [(1,), (1,), (1,)]


def take_and_fall_silent(cut_off, other):
    take = "UPDATE kept SET name = '{}'"
    with cut_off.transaction() as connection:
        connection.exec_driver_sql(take.format("cut off"))
        with other.transaction() as waiting:
            waiting.exec_driver_sql(take.format("other"))
        connection.exec_driver_sql("SELECT 1")


def lose_in_the_middle(database, address):
    with database.transaction() as connection:
        end_all(address)
        connection.exec_driver_sql("SELECT 1")


def end_all(address):
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
