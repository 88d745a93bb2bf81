import importlib.util
from pathlib import Path

import pytest

from tests.stories import labelled

BENCH = Path(__file__).parents[2] / "bench" / "stories_match.py"


def bench():
    spec = importlib.util.spec_from_file_location("stories_match", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_labelled_set_is_what_its_script_writes(part, monkeypatch):
    monkeypatch.setattr(labelled, "_ids", labelled.count(1))
    written = [labelled.written(one) for one in ("dev", "test")]
    kept = (labelled.DATA / f"{part}.jsonl").read_text(encoding="utf-8")
    assert written[("dev", "test").index(part)] == kept


def test_the_labelled_set_has_enough_pairs():
    lines = (labelled.DATA / "test.jsonl").read_text(encoding="utf-8").splitlines()
    dev = (labelled.DATA / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) + len(dev) >= 1500


def test_hardly_anything_is_merged_wrongly_in_the_development_part():
    counts, _ = bench().score("dev")
    precision, recall, _ = bench().figures(counts)
    assert precision >= 0.995
    assert recall >= 0.95
