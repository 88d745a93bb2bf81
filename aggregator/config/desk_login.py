"""Each desk's own login at PostgreSQL, made from one secret of the installation.

With a login for each, nothing that is said over a desk's connection can become another
desk: there is no role to reset to, and none that it could set.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from aggregator.config.judging import whole_file
from aggregator.model.desk_login import DeskLogin
from aggregator.model.errors import ConfigurationError, RefusedError

SECRET = "secret"  # noqa: S105 - the name of the file
SECRET_VARIABLE = "AGGREGATOR_SECRET"  # noqa: S105
# PostgreSQL cuts longer names off, and two could become one.
_LONGEST = 63
_SHORTEST_SECRET = 32


def login_of(
    database: str, desk: str, directory: Path, environment: Mapping[str, str]
) -> DeskLogin:
    """The login of a desk at the installation's database.

    Raises:
        ConfigurationError: the secret cannot be used, or a name is too long.
    """
    schema = f"desk_{desk.replace('-', '_')}"
    role = f"{_name_of(database)}_{schema}"
    if len(role.encode()) > _LONGEST:
        raise _wrong(
            f"the names of the database and of the desk {desk} are too long together",
            "choose a shorter name for one of them",
        )
    password = _password(secret_of(directory, environment), role)
    return DeskLogin(
        role=role,
        schema=schema,
        password=password,
        address=_as(database, role, password),
    )


def secret_of(directory: Path, environment: Mapping[str, str]) -> str:
    """The secret that the desks' passwords are made from.

    Raises:
        ConfigurationError: there is none, or others can read it.
    """
    given = environment.get(SECRET_VARIABLE)
    found = given if given is not None else _read(directory / SECRET)
    if len(found.strip()) < _SHORTEST_SECRET:
        raise _wrong(
            f"the installation's secret is shorter than {_SHORTEST_SECRET} letters",
            f"take the file {SECRET} away and write: aggregator desk add NAME",
        )
    return found.strip()


def make_secret(directory: Path, environment: Mapping[str, str]) -> None:
    """Write a secret, unless there is one.

    Raises:
        RefusedError: it cannot be written.
    """
    path = directory / SECRET
    if environment.get(SECRET_VARIABLE) is not None or path.exists():
        return
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
    except OSError as error:
        raise RefusedError(
            f"The secret {path} cannot be written: {error.strerror}",
            remedy="make the folder writable for who runs this",
        ) from None


def _read(path: Path) -> str:
    try:
        if path.stat().st_mode & 0o077:
            raise _wrong(
                f"others can read the secret {path}", f"write: chmod 600 {path}"
            )
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _wrong(
            f"there is no secret {path}, from which the desks' passwords are made",
            "copy it from where the installation was made; a new one is made by: "
            "aggregator desk add NAME, then once more for each desk",
        ) from None


def _password(secret: str, role: str) -> str:
    said = f"aggregator desk login {role}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def _name_of(database: str) -> str:
    name = unquote(urlsplit(database).path.strip("/"))
    if not name:
        raise _wrong(
            "the address of the database names none", "write postgresql://host/name"
        )
    return name


def _as(database: str, role: str, password: str) -> str:
    """The same database for another login."""
    parts = urlsplit(database)
    place = parts.netloc.rpartition("@")[2]
    who = f"{quote(role, safe='')}:{password}"
    return urlunsplit(parts._replace(netloc=f"{who}@{place}"))


def _wrong(what: str, write: str) -> ConfigurationError:
    return ConfigurationError((whole_file(what, write, "desks.toml"),))
