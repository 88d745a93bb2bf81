import pytest

from aggregator.config.edit import add_source, free_id
from aggregator.config.load import judge
from aggregator.config.opml import from_opml, to_opml
from aggregator.model.errors import RefusedError
from aggregator.model.source import PageRules
from tests.builders import a_source

COUNCIL = '[council]\nname = "Ambleford Libraries"\n'
LIST = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head/><body>
 <outline text="Council">
  <outline text="News &amp; views" type="rss" xmlUrl="https://example.org/feed"/>
  <outline text="x" title="Caf\u00e9" XMLURL="https://example.org/b" language="en-GB"/>
 </outline>
 <outline text="Again" xmlUrl="https://example.org/b"/>
 <outline text="A link" type="link" url="https://example.org/c"/>
</body></opml>""".encode("latin-1")


def test_the_feeds_of_a_list_are_found_in_folders_each_once():
    assert from_opml(LIST) == (
        {"name": "News & views", "url": "https://example.org/feed", "format": "feed"},
        {
            "name": "Café",
            "url": "https://example.org/b",
            "format": "feed",
            "language": "en",
        },
    )


def test_what_is_found_can_be_added_as_it_is():
    text = COUNCIL
    for values in from_opml(LIST):
        text = add_source(text, {"id": free_id(text, values["name"]), **values})
    assert [source.id for source in judge(text).sources] == ["news-views", "caf"]
    assert judge(text).source_faults == ()


def test_a_list_that_is_written_is_read_again():
    sources = [
        a_source(id="a", name='A "<b>" & C', url="https://e.org/?a=1&b=2"),
        a_source(id="b", name="B", url="https://e.org/b", language="cy"),
        a_source(id="c", format="calendar", url="https://e.org/c.ics"),
        a_source(id="d", page=PageRules(item="li", title="h2")),
    ]
    assert from_opml(to_opml(sources, "Ours")) == (
        {"name": 'A "<b>" & C', "url": "https://e.org/?a=1&b=2", "format": "feed"},
        {"name": "B", "url": "https://e.org/b", "format": "feed", "language": "cy"},
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "no list of feeds"),
        (b"<html/>", "no OPML"),
        (b"<opml><body/></opml>", "no feed"),
        (b"{}", "no list of feeds"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused(text, why):
    with pytest.raises(RefusedError, match=why):
        from_opml(text)


def test_nothing_is_expanded_and_no_file_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    text = (
        f'<!DOCTYPE opml [<!ENTITY s SYSTEM "{secret.as_uri()}">]><opml><body>&s;'
        '<outline text="A" xmlUrl="https://e.org"/></body></opml>'
    )
    assert "secret" not in str(from_opml(text.encode()))


def test_a_list_that_would_grow_without_end_is_refused():
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = f'<!DOCTYPE opml [{entities}]><opml><outline text="&i;" xmlUrl="a"/></opml>'
    with pytest.raises(RefusedError, match="no list of feeds"):
        from_opml(text.encode())
