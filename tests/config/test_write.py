from datetime import UTC, datetime, timedelta

import pytest

from aggregator.config.write import BEFORE, rewrite
from aggregator.model.errors import ConflictError, RefusedError

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text("old", encoding="utf-8")
    return path


def test_what_was_there_before_is_kept(file, tmp_path):
    file.chmod(0o640)
    rewrite(file, lambda text: text + " new", NOW)
    assert file.read_text(encoding="utf-8") == "old new"
    assert file.stat().st_mode & 0o777 == 0o640
    (copy,) = (tmp_path / BEFORE).iterdir()
    assert copy.read_text(encoding="utf-8") == "old"
    assert copy.name == "sources-2026-11-23T09-00-00.000000.toml"


def test_the_last_twenty_copies_are_kept(file, tmp_path):
    for number in range(25):
        text = str(number)
        rewrite(file, lambda _, text=text: text, NOW + timedelta(minutes=number))
    kept = sorted(path.read_text() for path in (tmp_path / BEFORE).iterdir())
    assert kept == sorted(str(number) for number in range(4, 24))


def test_what_somebody_writes_in_the_same_moment_is_not_lost(file, tmp_path):
    def change(text):
        file.write_text("by hand", encoding="utf-8")
        return text + " new"

    with pytest.raises(ConflictError, match="changed by somebody else"):
        rewrite(file, change, NOW)
    assert file.read_text(encoding="utf-8") == "by hand"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [file.name]


def test_a_change_that_is_refused_leaves_everything_as_it_was(file, tmp_path):
    def change(_):
        raise RefusedError("no")

    with pytest.raises(RefusedError, match="no"):
        rewrite(file, change, NOW)
    assert file.read_text(encoding="utf-8") == "old"
    assert not (tmp_path / BEFORE).exists()


def test_a_change_that_changes_nothing_writes_nothing(file, tmp_path):
    rewrite(file, lambda text: text, NOW)
    assert not (tmp_path / BEFORE).exists()


def test_a_file_that_is_a_link_stays_one(file, tmp_path):
    link = tmp_path / "elsewhere" / "sources.toml"
    link.parent.mkdir()
    link.symlink_to(file)
    rewrite(link, lambda _: "new", NOW)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == "new"


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RefusedError, match="cannot be changed"):
        rewrite(tmp_path / "nowhere" / "sources.toml", str.upper, NOW)
