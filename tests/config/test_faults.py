"""One fault in a good file, and the one line that tells it."""

import pytest

from aggregator.config.load import check, load
from aggregator.model.errors import ConfigurationError

GOOD = """[council]
name = "Ambleford Libraries"

[[account]]
network = "x"

[voice]
tone = "warm"

[drafts]
per_cycle = 5

[[source]]
id = "news"
name = "News"
url = "https://example.org/feed"

[[source]]
id = "events"
name = "Events"
url = "https://example.org/events"
format = "page"
every = "1h"

[source.page]
item = "li"
title = "h3"
"""
DATED = '"warm"\n[[{}]]\nid = "a"\nname = "A"\nstarts = {}\nends = {}'
QUOTES = 'put a text in quotes: "..."'
ENDLESS = (
    "the text that begins here never ends; "
    "close it where it ends, with the quote that it began with"
)
SYNTAX = [
    ('= "News"', "= News", f"15:8: source.name: 'News' is not in quotes; {QUOTES}"),
    ('"1h"', "1h", f"23:9: source.every: '1h' is not in quotes; {QUOTES}"),
    ('"1h"', "", "23:9: source.every: there is nothing behind the =; write key ="),
    ('"1h"', '"1h', f"23:9: source.every: {ENDLESS}"),
    ('"1h"', "'1h", f"23:9: source.every: {ENDLESS}"),
    ('"News"', '"""News', f"15:8: source.name: {ENDLESS}"),
    ('"News"', "'What's new'", '15:14: source.name: the text ended before "s new\'"'),
    ('"News"', "“News”", "15:8: source.name: “ is a curly quote; write straight"),
    ('"News"', '"a\\d"', "15:10: source.name: a backslash means something else"),
    ('"News"', '"a\x07"', "15:10: source.name: there is an invisible character"),
    ('"News"', '"a" b', "15:12: source.name: 'b' follows the value; begin a new"),
    ('name = "News"', 'name: "News"', "15:5: source.name: a colon stands where ="),
    (
        'name = "News"',
        'name = "A"\nmy news',
        "16:4: source: 'my news' has no =; write key =",
    ),
    ('name = "News"', 'name = "A"\nname = "B"', "16:1: source.name: it is written twi"),
    ("[voice]", "[council]", "7:1: council: [council] stands in the file already"),
    ("[voice]", "[voice", "7:7: voice: '[voice' is no heading; end it with ]"),
    ("[[account]]", "[[account]", "4:10: account: '[[account]' is no heading; end"),
    ("[voice]", "[voice] tone", "7:9: voice: something follows the heading; begin"),
    ("= 5", "= Five", "11:13: drafts.per_cycle: 'Five' is not in quotes"),
    ("= 5", "= 5\nx = True", "12:5: drafts.x: True is not understood; write true"),
    (
        '"warm"',
        '"warm"\nhashtags = { job = ["A" "B"] }',
        "9:25: voice.hashtags: a comma is missing before",
    ),
    (
        '"warm"',
        '"warm"\nhashtags = { job = ["A"],\n news = ["B"] }',
        "9:12: voice.hashtags: a table in braces stands on one line",
    ),
    (
        '"1h"',
        '"1h"\nallow_private = ["10.0.0.0/8"',
        "24:17: source.allow_private: the list that begins here is not closed; end",
    ),
]
VALUES = [
    (
        "[council]",
        "[concil]",
        "1:1: concil: there is no such key; did you mean council?",
    ),
    (
        'name = "Ambleford Libraries"',
        "",
        "1:1: council.name: it is missing; add a line",
    ),
    ('"Ambleford Libraries"', "7", "2:8: council.name: 7 is not a text; write it in q"),
    ('"Ambleford Libraries"', '" "', "2:8: council.name: it is empty; write something"),
    ("\n\n[[acc", '\nlanguage = "fr"\n\n[[acc', "3:12: council.language: 'fr' is not"),
    (
        "\n\n[[acc",
        '\ncontact = "me"\n\n[[acc',
        "3:11: council.contact: 'me' is no addr",
    ),
    (
        "\n\n[[acc",
        '\ntimezone = "Europe/Lundon"\n\n[[acc',
        "3:12: council.timezone: there is no time zone 'Europe/Lundon'; write \"Eur",
    ),
    ('"x"', '"twitter"', "5:11: account.network: 'twitter' is not known; write 'x'"),
    ('"x"', '"x"\nhandle = "a b"', "6:10: account.handle: 'a b' is not the name of"),
    ('network = "x"', "", "4:1: account.network: it is missing; add a line: network"),
    ("[[account]]", "[account]", "4:1: account: there may be many of them; write [["),
    ('"warm"', '"wram"', "8:8: voice.tone: 'wram' is not known; write \"warm\", or"),
    ("tone", "tones", "8:1: voice.tones: there is no such key; did you mean tone?"),
    ('"warm"', '"warm"\nemoji = "yes"', "9:9: voice.emoji: 'yes' is not yes or no;"),
    (
        '"warm"',
        '"warm"\nhashtags = { evnt = ["A"] }',
        "9:14: voice.hashtags.evnt: 'evnt' is not known; write \"event\", or",
    ),
    (
        '"warm"',
        '"warm"\nhashtags = { job = ["A", "two words"] }',
        "9:26: voice.hashtags.job: 'two words' is not a hashtag",
    ),
    (
        '"warm"',
        DATED.format("campaign", '"soon"', "2027-02-10"),
        "12:10: campaign.starts: 'soon' is not a date; write it without quotes",
    ),
    (
        '"warm"',
        DATED.format("campaign", "2027-01-10T10:00:00", "2027-02-10"),
        "12:10: campaign.starts: 2027-01-10T10:00:00 is not a date; write it without",
    ),
    (
        '"warm"',
        DATED.format("live", "2027-01-10", "2027-02-10T21:00:00"),
        "12:10: live.starts: 2027-01-10 is not a day and time; write it without",
    ),
    (
        '"warm"',
        '"warm"\nemojis = { event = ["📚", "books"] }',
        "9:26: voice.emojis.event: 'books' is not one emoji; write one, such as 📚",
    ),
    (
        '"warm"',
        '"warm"\nplace_hashtags = { "Mill Lane" = ["mill lane"] }',
        "9:35: voice.place_hashtags.Mill Lane: 'mill lane' is not a hashtag",
    ),
    ('"warm"', '"warm"\nhashtags = { job = "A" }', "9:20: voice.hashtags.job: 'A' is"),
    ('"warm"', '"warm"\nswaps = { a = "" }', "9:15: voice.swaps.a: it is empty"),
    ("= 5", "= 0", "11:13: drafts.per_cycle: 0 is out of bounds; write at least 1"),
    ("= 5", "= 500", "11:13: drafts.per_cycle: 500 is out of bounds; write at most 2"),
    ("= 5", '= "5"', "11:13: drafts.per_cycle: '5' is not a whole number; write a nu"),
    ("= 5", '= 5\nnews_for = "3 days"', "12:12: drafts.news_for: '3 days' is not a l"),
    ("= 5", '= 5\njobs_for = "0d"', "12:12: drafts.jobs_for: it is out of bounds"),
    ("= 5", '= 5\nevents_ahead = "999w"', "12:16: drafts.events_ahead: it is out of"),
    ('id = "news"', 'id = "n ws"', "14:6: source.id: 'n ws' is not an id; use up to"),
    ('id = "news"', "", "13:1: source.id: it is missing; add a line: id = "),
    ('id = "events"', 'id = "news"', '19:6: source.id: line 14 has a source "news" al'),
    ('"https://example.org/feed"', "3", "16:7: source.url: 3 is not a text; write it"),
    ("https://example.org/f", "ftp://e.org/f", "16:7: source.url: 'ftp://e.org/feed'"),
    ("https://example.org/f", "www.e.org/f", "16:7: source.url: 'www.e.org/feed' is n"),
    ("https://example.org/f", "webcal://e.org/f", "16:7: source.url: webcal: is for"),
    ("https://example", "https://me:pw@example", "16:7: source.url: it has a passwor"),
    ('format = "page"', 'format = "pgae"', "22:10: source.format: 'pgae' is not know"),
    ("every =", 'kind = "evnet"\nevery =', "23:8: source.kind: 'evnet' is not known"),
    ('"1h"', '"1m"', '23:9: source.every: it is out of bounds; write at least "5m" an'),
    ('"1h"', '"31d"', "23:9: source.every: it is out of bounds; write at least"),
    ('"1h"', "60", "23:9: source.every: 60 is not a length of time; write a number"),
    ('"1h"', '"1h"\nlanguage = "English"', "24:12: source.language: 'English' is not"),
    ('"1h"', '"1h"\nexpect = 5', "24:10: source.expect: 5 is not a table; write"),
    ('"1h"', '"1h"\nexpect = { min = 9, max = 2 }', "24:10: source.expect: min is mor"),
    ('"1h"', '"1h"\nexpect = { min = -1 }', "24:18: source.expect.min: -1 is out of b"),
    ('"1h"', '"1h"\nexpect.mn = 1', "24:1: source.expect.mn: there is no such key;"),
    (
        '"1h"',
        '"1h"\nallow_private = [\n  "10.0.0.0/8", # ]\n  "ten",\n]',
        "26:3: source.allow_private: 'ten' is not a network; write one such as",
    ),
    (
        '"1h"',
        '"1h"\nallow_private = ["10.1.2.3/24"]',
        "24:18: source.allow_private: '10.1.2.3/24' is not a network; write \"10.1.2.0",
    ),
    (
        '"1h"',
        '"1h"\nallow_private = ["0.0.0.0/0"]',
        "24:18: source.allow_private: '0.0.0.0/0' is not private; leave it out",
    ),
    ('"page"', '"feed"', "25:1: source.page: selectors are for pages, and this is a"),
    ('item = "li"', "", "25:1: source.page.item: it is missing; add a line: item ="),
    ('"li"', '"li["', "26:8: source.page.item: 'li[' is not a CSS selector: "),
    ('"li"', '""', "26:8: source.page.item: the selector is empty; write one such as"),
    ('"h3"', '"h3"\nevrey = "1h"', "28:1: source.page.evrey: there is no such key;"),
    ('"h3"', '"h3"\nkind = "event"', "28:1: source.page.kind: there is no such key; "),
    ('"h3"', '"h3"\ndate_format = "%Q"', "28:15: source.page.date_format: '%Q' does"),
]
TOP = ("[council]", 'database = "mysql://u:secret@h/d"\n[council]')


def told(folder, text):
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "sources.toml").write_bytes(data)
    return [str(fault).removeprefix("sources.toml:") for fault in check(folder)]


def test_the_file_that_the_faults_are_put_into_is_good(tmp_path):
    assert told(tmp_path, GOOD) == []


@pytest.mark.parametrize(("good", "bad", "fault"), SYNTAX)
def test_a_broken_statement_is_the_only_fault_and_is_told_at_its_place(
    tmp_path, good, bad, fault
):
    (found,) = told(tmp_path, GOOD.replace(good, bad, 1))
    assert found.startswith(fault), found


@pytest.mark.parametrize(("good", "bad", "fault"), VALUES)
def test_a_wrong_value_is_told_at_its_place_with_what_to_write(
    tmp_path, good, bad, fault
):
    found = told(tmp_path, GOOD.replace(good, bad, 1))
    assert len(found) == 1, found
    assert found[0].startswith(fault), found


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_many_faults_of_every_sort_are_told_at_once_and_in_order(tmp_path, ends, mark):
    text = (
        GOOD.replace('"Ambleford Libraries"', "Ambleford")
        .replace("[voice]", "[voice")
        .replace('"warm"', '"loud"')
        .replace("= 5", "= 0")
        .replace('"News"', '"News')
        .replace("https://example.org/events", "nowhere")
        .replace('"1h"', "'1h")
        .replace('"li"', '"li["')
    )
    found = told(tmp_path, mark + text.replace("\n", ends))
    lines = [int(fault.split(":")[0]) for fault in found]
    assert lines == [2, 7, 8, 11, 15, 21, 23, 26]


def test_a_databases_password_is_never_said(tmp_path):
    (found,) = told(tmp_path, GOOD.replace(*TOP, 1))
    assert found.startswith("1:12: database: it is not the address of a database; ")
    assert "secret" not in found


def test_a_database_is_found_from_the_folder_of_the_file(tmp_path):
    told(tmp_path, 'database = "sqlite:///mine.sqlite3"\n' + GOOD)
    assert load(tmp_path, {}).database == f"sqlite:///{tmp_path / 'mine.sqlite3'}"
    other = {"AGGREGATOR_DATABASE": "sqlite:////var/lib/a.sqlite3"}
    assert load(tmp_path, other).database == "sqlite:////var/lib/a.sqlite3"


def test_a_folder_in_the_place_of_the_file_is_said_to_be_one(tmp_path):
    (tmp_path / "sources.toml").mkdir()
    (fault,) = check(tmp_path)
    assert str(fault).startswith("sources.toml:1:1: file: it is a folder; ")


def test_a_byte_that_is_not_utf_8_is_counted_in_characters(tmp_path):
    text = "[council]\nname = 'Ääh ".encode() + b"\xe9'\n"
    (found,) = told(tmp_path, b"\xef\xbb\xbf" + text)
    assert found == "2:13: file: this is not UTF-8; save the file as UTF-8"


def test_a_broken_file_is_no_configuration_but_all_its_faults(tmp_path):
    text = GOOD.replace('"News"', "News").replace('"1h"', '"1m"').replace("= 5", "= 0")
    told(tmp_path, text)
    with pytest.raises(ConfigurationError) as raised:
        load(tmp_path, {})
    assert [fault.line for fault in raised.value.faults] == [11, 15, 23]


def test_a_source_that_is_left_out_does_not_keep_its_id_from_the_next(tmp_path):
    text = GOOD.replace("https://example.org/feed", "nowhere")
    told(tmp_path, text.replace('"events"', '"news"'))
    configuration = load(tmp_path, {})
    assert [source.name for source in configuration.sources] == ["Events"]
    assert [fault.line for fault in configuration.faults] == [16, 19]
