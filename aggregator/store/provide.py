"""Makes a desk's place in a PostgreSQL that several desks share.

Each desk has a schema, and a login that may reach this schema and nothing else: no
other schema, no temporary tables, no role but itself. The schema belongs to the
installation's login, what is in it to the desk's. Whoever runs this again puts right
what was changed meanwhile.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

from aggregator.model.desk_login import DeskLogin
from aggregator.model.errors import RefusedError
from aggregator.store.database import open_database
from aggregator.store.locks import Turn, take_turn

# Told in a comment on the role, so that nobody else's is ever taken for ours.
_OURS = "login of one desk of aggregator"


def provide(address: str, logins: Sequence[DeskLogin]) -> None:
    """Make the schema and the role of each login, or put them right.

    `address` is that of the database's owner, who may make roles.

    Raises:
        RefusedError: the owner's login may not do that, or a role is somebody else's.
        StoreError: the database cannot be used.
    """
    database = open_database(address)
    try:
        with database.transaction() as connection:
            take_turn(connection, Turn.PROVIDE)
            _require_owner(connection, database.name)
            _close_to_everybody(connection)
            for login in logins:
                _make_role(connection, login)
                _make_schema(connection, login)
                _require_alone(connection, login)
    finally:
        database.close()


def _require_owner(connection: Connection, name: str) -> None:
    found = connection.execute(
        text(
            "SELECT r.rolsuper, r.rolsuper OR r.rolcreaterole AS makes_roles, "
            "pg_has_role(d.datdba, 'USAGE') AS owns "
            "FROM pg_roles r, pg_database d "
            "WHERE r.rolname = current_user AND d.datname = current_database()"
        )
    ).one()
    if not (found.makes_roles and found.owns):
        raise RefusedError(
            f"The login of {name} may not make places for desks there",
            remedy="let it own the database (ALTER DATABASE ... OWNER TO ...) and make "
            "roles (ALTER ROLE ... CREATEROLE)",
        )


def _close_to_everybody(connection: Connection) -> None:
    """Who is not named may not even connect, nor keep anything where others look."""
    name = connection.scalar(text("SELECT current_database()"))
    _do(connection, f"REVOKE ALL ON DATABASE {_quoted(connection, name)} FROM PUBLIC")
    if connection.scalar(text("SELECT to_regnamespace('public') IS NOT NULL")):
        _do(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC")


def _make_role(connection: Connection, login: DeskLogin) -> None:
    role = _quoted(connection, login.role)
    found = connection.execute(
        text(
            "SELECT shobj_description(oid, 'pg_authid') AS ours FROM pg_roles "
            "WHERE rolname = :role"
        ),
        {"role": login.role},
    ).one_or_none()
    if found is None:
        _do(connection, f"CREATE ROLE {role}")
        _do(connection, f"COMMENT ON ROLE {role} IS '{_OURS}'")
    elif found.ours != _OURS:
        raise RefusedError(
            f"PostgreSQL has a role {login.role} that is not ours",
            remedy="rename it (ALTER ROLE ... RENAME TO ...), or the desk",
        )
    # Set anew each time: a role may change its own password and settings.
    verifier = _verifier(connection, login)
    _do(connection, f"ALTER ROLE {role} LOGIN NOINHERIT PASSWORD '{verifier}'")
    _do(connection, f"ALTER ROLE {role} RESET ALL")


def _make_schema(connection: Connection, login: DeskLogin) -> None:
    role, schema = (_quoted(connection, one) for one in (login.role, login.schema))
    database = connection.scalar(text("SELECT current_database()"))
    here = _quoted(connection, database)
    for statement in (
        f"CREATE SCHEMA IF NOT EXISTS {schema}",
        f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC",
        f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}",
        f"GRANT CONNECT ON DATABASE {here} TO {role}",
        f"ALTER ROLE {role} IN DATABASE {here} RESET ALL",
        f"ALTER ROLE {role} IN DATABASE {here} SET search_path = {schema}",
    ):
        _do(connection, statement)


def too_free(connection: Connection) -> tuple[str, ...]:
    """What a desk's login may do besides, as it sees itself; nothing if all is well."""
    who = connection.execute(text("SELECT current_user, current_schema()")).one()
    return tuple(_rights(connection, who[0], who[1]))


def _require_alone(connection: Connection, login: DeskLogin) -> None:
    """Look whether the login can do no more than it should, whoever granted it."""
    for said in _rights(connection, login.role, login.schema):
        raise RefusedError(said, remedy="take that right from it, then try again")


def _rights(connection: Connection, role: str, schema: str) -> Iterator[str]:
    for question, what in _QUESTIONS:
        names = {"role": role, "schema": schema}
        found = connection.scalars(text(question), names).all()
        if found:
            yield f"The login {role} {what}: {', '.join(found)}"


_QUESTIONS = (
    (
        (
            "SELECT b.rolname FROM pg_auth_members m "
            "JOIN pg_roles b ON b.oid = m.roleid "
            "JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = :role"
        ),
        "is a member of other roles",
    ),
    (
        (
            "SELECT rolname FROM pg_roles WHERE rolname = :role AND (rolsuper OR "
            "rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)"
        ),
        "may do more than use its own schema",
    ),
    (
        (
            "SELECT nspname FROM pg_namespace WHERE nspname <> :schema "
            "AND nspname NOT IN ('pg_catalog', 'information_schema') "
            "AND has_schema_privilege(CAST(:role AS name), oid, 'CREATE, USAGE')"
        ),
        "may use other schemas",
    ),
    (
        (
            "SELECT datname FROM pg_database WHERE datname = current_database() "
            "AND has_database_privilege(CAST(:role AS name), oid, 'CREATE, TEMPORARY')"
        ),
        "may make schemas or temporary tables",
    ),
)


def _verifier(connection: Connection, login: DeskLogin) -> str:
    """What PostgreSQL keeps of the password: the password itself is in no log of it."""
    # The driver is an extra, so its types cannot be named here.
    raw: Any = connection.connection.driver_connection
    made: bytes = raw.pgconn.encrypt_password(
        login.password.encode(), login.role.encode(), b"scram-sha-256"
    )
    return made.decode("ascii")


def _quoted(connection: Connection, name: str | None) -> str:
    assert name is not None
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _do(connection: Connection, statement: str) -> None:
    # No parameters: these statements take none, and a % in a name is a % alone.
    connection.exec_driver_sql(statement.replace("%", "%%"))
