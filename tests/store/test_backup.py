"""A backup holds everything of one moment and can be put back."""

import sqlite3
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from aggregator.model.errors import (
    RefusedError,
    StoreError,
    StoreLockedError,
    StoreNewerError,
)
from aggregator.store import plans, sqlite_file
from aggregator.store.backup import backup as back_up
from aggregator.store.migrate import upgrade
from aggregator.store.restore import restore
from tests.builders import NOW


def backup(database, path, pictures=None):
    return back_up(database, path, pictures, now=NOW)


@pytest.fixture
def held(tmp_path, opened):
    """A database in which something is on hold."""
    database = opened(f"sqlite:///{tmp_path / 'aggregator.db'}")
    upgrade(database)
    with database.transaction() as connection:
        plans.hold(connection, "mourning", "Ann", NOW)
    return database


def reason(database):
    with database.reading() as connection:
        found = plans.held(connection)
    return found.reason if found else None


def release(database):
    with database.transaction() as connection:
        plans.release(connection, "Bob", NOW)


def test_a_backup_is_made_while_somebody_writes(held, tmp_path, opened):
    with held.transaction() as connection:
        plans.release(connection, "Bob", NOW)
        backup(held, tmp_path / "copy.db")
    assert reason(held) is None
    restore(held, tmp_path / "copy.db")
    assert reason(held) == "mourning"


def test_a_backup_is_one_file_for_its_owner_alone(held, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    backup(held, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600


def test_a_backup_overwrites_nothing(held, tmp_path):
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(RefusedError, match="there already"):
        backup(held, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_backup_into_a_missing_folder_is_refused(held, tmp_path):
    with pytest.raises(StoreError, match="cannot be used: No such file or directory;"):
        backup(held, tmp_path / "nowhere" / "copy.db")


def test_what_was_backed_up_comes_back(held, tmp_path):
    backup(held, tmp_path / "copy.db")
    release(held)
    (before,) = restore(held, tmp_path / "copy.db").kept
    assert reason(held) == "mourning"
    assert before == tmp_path / "aggregator.db.before-restore"
    assert restore(held, before).kept == (before,)
    assert reason(held) is None


def test_a_database_in_use_is_not_replaced(held, tmp_path, opened):
    backup(held, tmp_path / "copy.db")
    other = opened(str(held.engine.url))
    with other.reading() as connection:
        assert plans.held(connection)
        with pytest.raises(StoreLockedError, match="open in another program"):
            restore(held, tmp_path / "copy.db", patience=timedelta(seconds=0.05))
    assert reason(held) == "mourning"


def test_a_damaged_database_is_replaced(held, tmp_path):
    backup(held, tmp_path / "copy.db")
    file = tmp_path / "aggregator.db"
    with held.reading() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with held.reading() as connection:
        # As a crash leaves it: a log beside the file that would undo the restoring.
        assert plans.held(connection)
        release(held)
        log = Path(f"{file}-wal").read_bytes()
    held.close()
    file.write_bytes(b"nothing of use " * 1000)
    Path(f"{file}-wal").write_bytes(log)
    restore(held, tmp_path / "copy.db")
    assert reason(held) == "mourning"


@pytest.mark.parametrize("content", [b"", b"a letter to the council " * 100])
def test_what_is_no_backup_replaces_nothing(held, tmp_path, content):
    (tmp_path / "letter").write_bytes(content)
    with pytest.raises(StoreError, match="letter"):
        restore(held, tmp_path / "letter")
    with pytest.raises(StoreError, match="There is no file"):
        restore(held, tmp_path / "nothing")
    assert reason(held) == "mourning"


def test_a_damaged_backup_replaces_nothing(held, tmp_path):
    copy = tmp_path / "copy.db"
    backup(held, copy)
    whole = copy.read_bytes()
    for start in (100, len(whole) // 2, len(whole) - 300):
        content = bytearray(whole)
        content[start : start + 200] = bytes(200)
        copy.write_bytes(content)
        with pytest.raises(StoreError, match=r"copy\.db"):
            restore(held, copy)
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match=r"copy\.db"):
        restore(held, copy)
    assert reason(held) == "mourning"


@pytest.fixture
def bare(held, tmp_path):
    """A backup as older releases made them: a bare database."""
    sqlite_file.copy(tmp_path / "aggregator.db", tmp_path / "old.db")
    return tmp_path / "old.db"


def test_a_bare_database_of_an_older_release_still_comes_back(held, bare):
    release(held)
    restore(held, bare)
    assert reason(held) == "mourning"


def test_a_damaged_bare_database_replaces_nothing(held, bare):
    content = bytearray(bare.read_bytes())
    content[5000:40000] = bytes(35000)
    bare.write_bytes(content)
    with pytest.raises(StoreError, match=r"old\.db"):
        restore(held, bare)
    assert reason(held) == "mourning"


def test_a_backup_of_a_newer_release_is_refused(held, bare):
    connection = sqlite3.connect(bare)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreNewerError, match="9999"):
        restore(held, bare)
    assert reason(held) == "mourning"


def test_pictures_go_with_the_database_and_come_back_with_it(held, tmp_path):
    pictures = tmp_path / "data" / "pictures"
    pictures.mkdir(parents=True)
    (pictures / "0f.jpg").write_bytes(b"a cat" * 1000)
    (pictures / "0f.json").write_text("{}")
    (pictures / "folder").mkdir()
    assert backup(held, tmp_path / "copy", pictures).pictures == 2
    (pictures / "0f.jpg").write_bytes(b"a dog")
    restored = restore(held, tmp_path / "copy", pictures)
    assert restored.pictures == 2
    assert (pictures / "0f.jpg").read_bytes() == b"a cat" * 1000
    assert stat.S_IMODE((pictures / "0f.jpg").stat().st_mode) == 0o600
    before = tmp_path / "data" / "pictures.before-restore"
    assert before in restored.kept
    assert (before / "0f.jpg").read_bytes() == b"a dog"


def test_a_backup_whose_pictures_lead_out_of_their_folder_is_refused(held, tmp_path):
    copy, pictures = tmp_path / "copy", tmp_path / "pictures"
    backup(held, copy)
    with zipfile.ZipFile(copy, "a") as altered:
        altered.writestr("pictures/../../stolen", "x")
    with pytest.raises(StoreError, match="damaged"):
        restore(held, copy, pictures)
    assert not list(tmp_path.rglob("stolen"))
