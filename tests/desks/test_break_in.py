"""One desk's connection, with every word of SQL allowed, tries to reach another desk.

Whoever got SQL of their own into a page of Ambleford's could say no more than this.
"""

import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from aggregator.desk import people
from aggregator.model.council import Role
from aggregator.model.errors import RefusedError, StoreError
from aggregator.run.desks import add_desk
from aggregator.store.database import open_database
from aggregator.store.locks import Turn, take_turn
from tests.desks.attempts import AROUND, BECOMING, CHANGING, QUIET, READING
from tests.desks.conftest import House, new_database
from tests.site import source_toml

pytestmark = pytest.mark.postgresql

WORD = "Zebedee Quillfeather"
PEOPLE = "desk_thornby.people"


@pytest.fixture(scope="module")
def two(guarded):
    """Two desks, one of which has a person whose name nobody else may learn."""
    folder = Path(tempfile.mkdtemp(prefix="two-desks-"))
    house = House(folder, new_database(guarded))
    for name in ("ambleford", "thornby"):
        house.add(name, source_toml("news", f"https://{name}.example.org/feed"))
    with house.parts("thornby") as parts, house.parts("ambleford"):
        people.add(parts.database, WORD, Role.EDITOR, house.clock())
    yield house
    shutil.rmtree(folder)


@pytest.fixture
def inside(two):
    """A connection as the program has it for Ambleford."""
    address = two.login("ambleford").address
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def _names(two):
    return {
        "me": two.login("ambleford").role,
        "other": two.login("thornby").role,
        "database": two.database.partition("@/")[2].partition("?")[0],
    }


# insufficient_privilege: the server's own no, and not a slip in what was said.
NO = "42501"


@pytest.mark.parametrize(
    "group",
    [BECOMING, READING, CHANGING, AROUND],
    ids=["be", "read", "change", "round"],
)
def test_what_a_desk_must_not_do_is_refused(two, group):
    before, noes = _whole(two), {}
    with psycopg.connect(two.login("thornby").address):  # somebody is at work there
        for said in group.strip().splitlines():
            noes[said] = _refused(two, said.format(**_names(two)))
    assert {one: no for one, no in noes.items() if no != NO} == {}
    assert _whole(two) == before


def _refused(two, said):
    """Which no the server says."""
    with psycopg.connect(two.login("ambleford").address, autocommit=True) as inside:
        with pytest.raises(psycopg.Error) as refused:
            inside.execute(said).fetchall()
        assert WORD not in str(refused.value)
        return refused.value.sqlstate or f"allowed: {refused.value}"


@pytest.mark.parametrize("said", QUIET.strip().splitlines())
def test_what_a_desk_may_ask_tells_nothing_of_another(two, inside, said):
    with psycopg.connect(two.login("thornby").address) as busy:
        busy.execute(f"SELECT '{WORD}'")
        cursor = inside.cursor()
        cursor.execute(said.format(**_names(two)))
        while cursor.nextset():
            pass
        found = str(cursor.fetchall())
    assert WORD not in found
    if "thornby'" in said or "{other}" in said:
        assert found == "[]"


def test_a_function_that_acts_as_its_owner_acts_as_this_desk(two, inside):
    inside.execute(
        "CREATE FUNCTION peep() RETURNS text LANGUAGE plpgsql SECURITY DEFINER "
        f"AS $$ BEGIN RETURN (SELECT name FROM {PEOPLE} LIMIT 1); END $$"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        inside.execute("SELECT peep()")
    inside.execute("DROP FUNCTION peep")


def test_a_connection_is_never_handed_from_desk_to_desk(two):
    with two.parts("ambleford") as here, two.parts("thornby") as there:
        with here.database.transaction() as connection:
            mine = connection.scalar(text("SELECT pg_backend_pid()"))
            # What a hostile word may leave behind in a session.
            for said in (
                "SET search_path = pg_catalog",
                "SET TIME ZONE 'Asia/Tokyo'",
                "PREPARE left_behind AS SELECT 1",
                "SELECT pg_advisory_lock(1)",
                "SELECT set_config('aggregator.desk', 'thornby', false)",
            ):
                connection.execute(text(said))
        for _ in range(3):
            with there.database.transaction() as connection:
                found = connection.execute(
                    text(
                        "SELECT pg_backend_pid() AS pid, session_user AS who, "
                        "current_schema() AS place, "
                        "current_setting('TimeZone') AS zone, "
                        "(SELECT count(*) FROM pg_prepared_statements) AS prepared, "
                        "current_setting('aggregator.desk', true) AS said"
                    )
                ).one()
            assert found.pid != mine
            assert found.who == two.login("thornby").role
            assert (found.place, found.zone) == ("desk_thornby", "UTC")
            assert (found.prepared, found.said) == (0, None)


def test_desks_wait_for_no_turn_of_another(two):
    with (
        two.parts("ambleford") as here,
        two.parts("thornby") as there,
        here.database.transaction() as mine,
        there.database.transaction() as its,
    ):
        for turn in Turn:
            take_turn(mine, turn)
        its.execute(text("SET LOCAL lock_timeout = '2s'"))
        for turn in Turn:
            take_turn(its, turn)


def test_the_password_of_one_desk_opens_no_other(two):
    mine, its = two.login("ambleford"), two.login("thornby")
    for wrong in (mine.password, ""):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(its.address.replace(its.password, wrong)).close()


def test_the_schema_of_what_is_read_for_all_is_closed_to_every_desk(two, inside):
    shared = two.login("shared")
    with psycopg.connect(shared.address) as connection:
        assert connection.execute("SELECT current_schema()").fetchone() == (
            shared.schema,
        )
    for name in ("sources", "people"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            inside.execute(f"SELECT * FROM {shared.schema}.{name}")


def test_the_owner_of_the_database_reads_no_desk(two):
    """Whoever has the address in desks.toml alone still has to take a right first."""
    with (
        psycopg.connect(two.database, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"SELECT * FROM {PEOPLE}")


def test_a_right_that_somebody_gave_away_is_told(two, guarded):
    names = _names(two)
    with psycopg.connect(two.database, autocommit=True) as owner:
        owner.execute("GRANT {other} TO {me}".format(**names))
        try:
            with pytest.raises(RefusedError, match="member of other roles"):
                add_desk(two.folder, "ambleford", {})
        finally:
            owner.execute("REVOKE {other} FROM {me}".format(**names))
    add_desk(two.folder, "ambleford", {})


def test_a_role_of_somebody_else_is_not_taken(two):
    names = _names(two)
    with psycopg.connect(two.database, autocommit=True) as owner:
        owner.execute("CREATE ROLE {database}_desk_wick LOGIN".format(**names))
    with pytest.raises(RefusedError, match="not ours"):
        add_desk(two.folder, "wick", {})


def test_what_a_desk_did_to_its_own_login_is_put_right(two):
    mine = two.login("ambleford")
    with psycopg.connect(mine.address, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {mine.role} PASSWORD 'known'")
        connection.execute(f"ALTER ROLE {mine.role} SET search_path = pg_catalog")
    with pytest.raises(StoreError):
        open_database(mine.address)
    add_desk(two.folder, "ambleford", {})
    with two.parts("ambleford") as parts, parts.database.reading() as connection:
        assert connection.scalar(text("SELECT current_schema()")) == mine.schema


def _whole(two):
    """Everything that is not Ambleford's to change, as its owners see it."""
    with psycopg.connect(two.login("thornby").address) as connection:
        rows = connection.execute("SELECT * FROM people").fetchall()
        tables = connection.execute(
            "SELECT c.relname, c.relowner, c.relacl, n.nspacl FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname IN ('desk_thornby', 'desk_shared', 'public') ORDER BY 1, 2"
        ).fetchall()
        roles = connection.execute(
            "SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, m.roleid "
            "FROM pg_roles r LEFT JOIN pg_auth_members m ON m.member = r.oid ORDER BY 1"
        ).fetchall()
        schemas = connection.execute("SELECT nspname, nspowner FROM pg_namespace")
        return rows, tables, roles, sorted(schemas.fetchall())
