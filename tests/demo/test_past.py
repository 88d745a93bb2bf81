"""Whoever tries the demo meets a report with something in it, and advice."""

from datetime import UTC, datetime

from aggregator.demo import past
from aggregator.desk import people
from aggregator.evidence.month import month_of
from aggregator.model.council import Role
from aggregator.run.advising import advice
from aggregator.run.assemble import assembled
from aggregator.run.reporting import made

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
COUNCIL = '[council]\nname = "Ambleford Libraries"\n[[account]]\nnetwork = "x"\n'


def test_the_demo_has_a_month_behind_it_to_learn_from(tmp_path):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    with assembled(tmp_path, clock=lambda: NOW) as parts:
        editor = people.add(parts.database, "Ada", Role.EDITOR, NOW)
        past.post(parts, editor, NOW)
        month = month_of(NOW, "Europe/London")
        before = made(parts, month.previous)
        this = made(parts, month)
        told = advice(parts).suggestions
    assert len(before.best) == 3
    assert "People liked, answered or passed on" in before.headline
    assert {"kinds", "tones", "edited", "rejected"} <= {one.id for one in this.sections}
    assert any(one.template == "event.j2" for one in told)
