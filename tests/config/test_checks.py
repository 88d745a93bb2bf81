import inspect
import re
import sys
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from aggregator.config.load import check, load
from aggregator.config.schema_checks import CheckName
from aggregator.drafts.checks import CHECKS
from aggregator.model.check_rules import CheckRules, Level, PreElection

COUNCIL = '[council]\nname = "Ambleford Libraries"\n'
DOCUMENT = Path(__file__).parents[2] / "docs" / "checks.md"


def written(folder, text):
    (folder / "sources.toml").write_text(COUNCIL + text, encoding="utf-8")
    return folder


def told(folder, text):
    return [str(fault) for fault in check(written(folder, text))]


def rules():
    """The names that the registered checks give their findings."""
    sources = (inspect.getsource(sys.modules[one.__module__]) for one in CHECKS)
    return {name for text in sources for name in re.findall(r'rule="([\w-]+)"', text)}


def test_without_a_word_of_checks_each_does_as_it_does_by_itself(tmp_path):
    assert load(written(tmp_path, ""), {}).checks == CheckRules()


def test_what_a_council_says_of_its_checks_is_one_value(tmp_path):
    text = """
[voice]
swaps = { "customers" = "readers" }

[checks]
rules = { jargon = "off", click-here = "blocking" }
names = ["Ambleford", "Kirkby Marsh"]
contacts = ["07700 900123"]

[[checks.pre_election]]
starts = 2027-03-29
until = 2027-05-06
names = ["Joan Peake"]
"""
    assert load(written(tmp_path, text), {}).checks == CheckRules(
        levels=(("jargon", Level.OFF), ("click-here", Level.BLOCKING)),
        names=("Ambleford", "Kirkby Marsh"),
        contacts=("07700 900123",),
        swaps=(("customers", "readers"),),
        pre_elections=(
            PreElection(
                starts=date(2027, 3, 29), until=date(2027, 5, 6), names=("Joan Peake",)
            ),
        ),
    )


@pytest.mark.parametrize(
    ("text", "where", "sentence"),
    [
        ('rules = { jargn = "off" }', 4, 'write "jargon"'),
        ('rules = { jargon = "of" }', 4, 'write "off"'),
        ('rules = { length = "off" }', 4, "the network would refuse the post"),
        ('rules = { cancelled = "advice" }', 4, "cannot be made advice"),
        ('rules = { alt-text = "off" }', 4, "the law asks for words"),
        ("name = ['Ambleford']", 4, "did you mean names?"),
    ],
)
def test_a_slip_in_the_checks_is_told_with_what_to_write(
    tmp_path, text, where, sentence
):
    (fault,) = told(tmp_path, f"[checks]\n{text}\n")
    assert fault.startswith(f"sources.toml:{where}:")
    assert sentence in fault


def test_what_may_not_be_switched_off_may_be_stricter(tmp_path):
    text = '[checks]\nrules = { alt-text = "blocking", length = "blocking" }\n'
    assert dict(load(written(tmp_path, text), {}).checks.levels) == {
        "alt-text": Level.BLOCKING,
        "length": Level.BLOCKING,
    }


def test_a_period_that_ends_before_it_starts_is_a_fault(tmp_path):
    text = "[[checks.pre_election]]\nstarts = 2027-05-06\nuntil = 2027-03-29\n"
    (fault,) = told(tmp_path, text)
    assert "2027-03-29 is before it starts" in fault


def test_the_names_in_the_schema_are_those_of_the_registered_checks():
    assert set(get_args(CheckName)) == rules()


def test_every_check_is_told_of_in_the_documents():
    page = DOCUMENT.read_text(encoding="utf-8")
    for name in rules():
        assert f"| `{name}` |" in page, name
