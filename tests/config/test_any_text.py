"""Whatever stands in the file, all that comes of it is faults within the file."""

import tomllib
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from aggregator.config.load import judge
from aggregator.config.places import places

TOP = Path(__file__).parents[2]
REAL = (TOP / "sources.toml").read_text(encoding="utf-8")
PIECES = st.sampled_from(
    [
        *("[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "'''", "=", ",", "\n"),
        *("\r", "#", "\\", ".", "source", "page", "id", "[source.page]\n", "\x00"),
        *("[[source]]\n", "true", "1", "1979-05-27", "é", "🎉", " ", "\u2028"),
        *("key = 1\n", 'a.b = "c"\n', "id = ", "\n[council]\n"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def within(text, faults):
    lines = text.split("\n")
    for fault in faults:
        assert 1 <= fault.line <= len(lines), fault
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1, fault
        assert all((fault.key, fault.wrong, fault.write))
        assert "\n" not in str(fault)


def judged(text):
    found = judge(text)
    faults = (*found.faults, *found.source_faults)
    within(text, faults)
    return faults


@st.composite
def mutated(draw):
    text = REAL
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(TEXTS) + text[end:]
    return text


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_a_real_file_changed_at_random_brings_faults_and_nothing_else(text):
    judged(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("[[source]]\nid = { a = 1 }\n[[source]]\nid = [1]\n[[source]]\nid = 1\n")
@example("source = [1, [], {}]\n")
@example("source.id = 1\ncouncil = 1\nvoice = []\naccount = [1]\ndrafts = true\n")
@example("a = '''")
@example("a = [}")
@example('a = "\\')
@example("a = " + "[" * 2000)
@example("a = " + "9" * 5000)
@example("a = " + "[" * 150 + "]" * 150)
def test_any_text_brings_faults_and_nothing_else(text):
    faults = judged(text)
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        assert faults


def leaves(value, path=()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path, value


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n[a.c]\nd = 3\n")
@example("[[a.b]]\nc = 1\n[[a.b]]\nc = 2\n[a.b.d]\ne = 3\n[[ a . 'b' . f ]]\ng = 4\n")
@example('a = { "b.c" = [ { d = 1 }, { d = 2 } ], e.f = """x]\n""""" }\n')
@example("'a # b'.c = '''\n[no]\n'''\nd = [ # ]\n 1, # ,\n 2 ]\n")
def test_each_value_stands_where_it_is_said_to_stand(text):
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    found = places(text)
    for path, value in leaves(document):
        written = text[found.values[path] :]
        if isinstance(value, str):
            assert written[0] in "\"'"
        elif value is True:
            assert written.startswith("true")
        else:
            assert written.startswith(str(value)[:4])


def test_each_value_of_a_real_file_stands_where_it_is_said_to_stand():
    found = places(REAL)
    for path, value in leaves(tomllib.loads(REAL)):
        rest = REAL[found.values[path] :]
        assert rest.startswith(f'"{value}"' if isinstance(value, str) else str(value))
        if isinstance(path[-1], str):
            assert REAL[found.keys[path] :].lstrip('"').startswith(path[-1])
