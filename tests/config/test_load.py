from datetime import timedelta
from pathlib import Path

import pytest

from aggregator.config.init import init
from aggregator.config.load import check, load, template_texts
from aggregator.config.table import FORMATS, NETWORKS
from aggregator.deliver.networks import NETWORKS as DELIVERED
from aggregator.drafts.measure import NETWORKS as MEASURED
from aggregator.model.errors import ConfigurationError, RefusedError
from aggregator.model.facts import Kind
from aggregator.read.formats import FORMATS as READ

TOP = Path(__file__).parents[2]
GOOD = """[council]
name = "Ambleford Libraries"

[[source]]
id = "news"
name = "News"
url = "https://example.org/feed"
kind = "news"
every = "2h"
"""


def written(folder, text):
    (folder / "sources.toml").write_bytes(
        text if isinstance(text, bytes) else text.encode()
    )
    return folder


def told(folder, text):
    return [str(fault) for fault in check(written(folder, text))]


def test_a_good_file_becomes_one_value(tmp_path):
    configuration = load(written(tmp_path, GOOD), {})
    (source,) = configuration.sources
    assert configuration.council.name == "Ambleford Libraries"
    assert (source.kind, source.every) == (Kind.NEWS, timedelta(hours=2))
    assert configuration.database.startswith("sqlite:///")
    assert configuration.database.endswith("data/aggregator.sqlite3")
    assert configuration.faults == ()


@pytest.mark.parametrize("place", [TOP, TOP / "aggregator" / "config" / "starter"])
def test_the_files_we_ship_are_without_fault(place):
    assert check(place) == ()
    assert load(place, {}).sources


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('= "2h"', "= 2"), "9:9: source.every: 2 is not a length of time"),
        (('"2h"', '"1m"'), "9:9: source.every: it is out of bounds"),
        (('"news"\nname', '"n ws"\nname'), "5:6: source.id: 'n ws' is not an id"),
        (("https://", "ftp://"), "7:7: source.url: 'ftp://example.org/feed' is not"),
        (('kind = "news"', 'kind = "party"'), "8:8: source.kind: 'party' is not"),
        (("kind =", "knd ="), "8:1: source.knd: there is no such key; did you mean"),
        (('id = "news"\n', ""), "4:1: source.id: it is missing; add a line: id"),
        (('"Ambleford Libraries"', "7"), "2:8: council.name: 7 is not a text"),
        (('name = "Ambleford Libraries"', ""), "1:1: council.name: it is missing"),
        (("[council]", "[concil]"), "1:1: concil: there is no such key; did you mean"),
        (("every", 'allow_private = ["10.0.0"]\nevery'), "9:18: source.allow_private"),
        (("every", "expect = { min = 9, max = 2 }\nevery"), "9:10: source.expect: min"),
        (("every", 'timezone = "Mars/One"\nevery'), "9:12: source.timezone: there is"),
        (
            ('every = "2h"', '[source.page]\nitem = "a["\ntitle = "b"'),
            "10:8: source.page.item: 'a[' is not a CSS selector",
        ),
        (
            ('every = "2h"', '[source.page]\nitem = "a"'),
            "9:1: source.page.title: it is missing",
        ),
        (('= "News"', '= "News'), "6:"),
        (("[[source]]", "[source]"), "4:1: source: there may be many of them"),
    ],
)
def test_a_fault_is_told_at_its_place_with_what_to_write(tmp_path, change, fault):
    faults = told(tmp_path, GOOD.replace(*change, 1))
    assert [one for one in faults if one.startswith(f"sources.toml:{fault}")], faults
    assert all("; " in one for one in faults)


def test_all_faults_are_told_at_once(tmp_path):
    faults = told(
        tmp_path,
        '[council]\nname = ""\n[voice]\ntone = "loud"\nemoij = true\n'
        '[[source]]\nid = "a"\nname = "A"\nurl = "nowhere"\n'
        '[[source]]\nid = "b"\nname = "B"\nurl = "https://e.org"\nevery = "soon"\n',
    )
    lines = [int(fault.split(":")[1]) for fault in faults]
    assert lines == [2, 4, 5, 9, 14]


def test_a_bad_source_never_stops_the_others(tmp_path):
    bad = '[[source]]\nid = "bad"\nname = "Bad"\nurl = "nowhere"\n'
    configuration = load(written(tmp_path, GOOD + bad), {})
    assert [source.id for source in configuration.sources] == ["news"]
    assert [fault.line for fault in configuration.faults] == [13]


def test_two_sources_of_one_id_are_a_fault_of_the_second(tmp_path):
    second = '[[source]]\nid = "news"\nname = "Again"\nurl = "https://e.org"\n'
    (fault,) = told(tmp_path, GOOD + second)
    assert fault.startswith('sources.toml:11:6: source.id: line 5 has a source "news"')


def test_places_hold_behind_comments_strings_and_carriage_returns(tmp_path):
    text = (
        '# [[source]] "not this"\r\n[council]\r\nname = """Two # lines \\\r\n'
        'of it""" # ]\r\n"contact" = \'a@b.uk\'\r\nvoice.tone = 1\r\n'
    )
    (fault,) = told(tmp_path, text)
    assert fault.startswith("sources.toml:6:1: council.voice: there is no such key")


def test_what_is_not_utf_8_is_said_with_its_place(tmp_path):
    (fault,) = told(tmp_path, b'[council]\nname = "Caf\xe9"\n')
    assert fault.startswith("sources.toml:2:12: file: this is not UTF-8")


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(ConfigurationError, match="aggregator init"):
        load(tmp_path, {})


def test_the_environment_may_name_the_database(tmp_path):
    environment = {"AGGREGATOR_DATABASE": "postgresql://db/desk"}
    assert load(written(tmp_path, GOOD), environment).database == "postgresql://db/desk"


def test_a_folders_own_template_stands_before_ours(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "event.j2").write_text("mine")
    texts = template_texts(tmp_path)
    assert texts["event.j2"] == "mine"
    assert set(texts) == set(template_texts(TOP))


def test_what_init_writes_is_complete_and_never_overwrites(tmp_path):
    init(tmp_path / "new")
    assert check(tmp_path / "new") == ()
    (tmp_path / "new" / "sources.toml").write_text("mine")
    with pytest.raises(RefusedError, match="there already"):
        init(tmp_path / "new")
    assert (tmp_path / "new" / "sources.toml").read_text() == "mine"


def test_the_templates_at_the_top_are_those_we_ship():
    starter = TOP / "aggregator" / "config" / "starter" / "templates"
    ours = {path.name: path.read_text() for path in (TOP / "templates").glob("*.j2")}
    assert ours == {path.name: path.read_text() for path in starter.glob("*.j2")}


def test_the_names_in_the_schema_are_those_of_the_registries():
    assert set(FORMATS) == set(READ)
    assert set(NETWORKS) == set(MEASURED)
    assert set(DELIVERED) <= set(NETWORKS)


def test_whose_account_comes_first_can_be_said(tmp_path):
    assert load(written(tmp_path, GOOD), {}).stories.prefer == ("own", "complete")
    text = GOOD + '[stories]\nprefer = ["complete", "newest"]\n'
    assert load(written(tmp_path, text), {}).stories.prefer == ("complete", "newest")


@pytest.mark.parametrize(
    ("prefer", "sentence"),
    [
        ('["fullest"]', "is not known; write 'own', 'complete' or 'newest'"),
        ('["own", "own"]', '"own" is in it twice; name each reason once'),
        ("[]", "it names no reason; write own, complete or newest"),
    ],
)
def test_what_is_no_order_of_accounts_is_told_in_a_sentence(tmp_path, prefer, sentence):
    (fault,) = told(tmp_path, f"{GOOD}[stories]\nprefer = {prefer}\n")
    assert sentence in fault
    assert "prefer" in fault
    assert fault.startswith("sources.toml:11:")
