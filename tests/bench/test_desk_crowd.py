"""The load run finds what was answered, and says when something is wrong."""

from bench import desk_crowd
from bench.desk_crowd import Crowd


def test_a_small_crowd_meets_no_error_and_loses_nothing(capsys):
    assert desk_crowd.main(2, 4) == 0
    said = capsys.readouterr().out
    assert "2 editors and 4 contributors at once" in said
    assert f"handed in {4 * desk_crowd.SUBMISSIONS}," in said
    assert "errors 0, lost 0" in said


def test_an_answer_that_was_lost_is_counted(tmp_path):
    (tmp_path / "sources.toml").write_text(desk_crowd.FILE, encoding="utf-8")
    with desk_crowd.assembled(tmp_path) as parts:
        assert desk_crowd.missing(parts, Crowd(handed_in=1)) == 1
