"""Lists of feeds from a terminal."""

import tomllib

from tests.site import COUNCIL, source_toml

LIST = """<opml version="2.0"><body><outline text="Council">
<outline text="Council news" type="rss" xmlUrl="https://example.org/news.rss"/>
<outline text="Council news" type="rss" xmlUrl="https://example.org/more.rss"/>
<outline text="Here already" type="rss" xmlUrl="https://example.org/here.rss"/>
<outline text="Odd" type="rss" xmlUrl="ftp://example.org/odd.rss"/>
</outline></body></opml>"""


def test_what_is_new_in_a_list_is_added_and_every_note_stays(run, tmp_path):
    file = tmp_path / "sources.toml"
    text = COUNCIL + "# mine\n" + source_toml("here", "https://example.org/here.rss")
    file.write_text(text, encoding="utf-8")
    (tmp_path / "list.opml").write_text(LIST, encoding="utf-8")
    ran = run("opml", "import", "list.opml")
    assert ran.code == 0
    assert ran.out.split() == ["council-news", "council-news-2"]
    assert "Odd is left out: url" in ran.err
    after = file.read_text(encoding="utf-8")
    assert after.startswith(text)
    ids = [one["id"] for one in tomllib.loads(after)["source"]]
    assert ids == ["here", "council-news", "council-news-2"]
    again = run("opml", "import", "list.opml")
    assert (again.code, again.out) == (0, "")
    assert file.read_text(encoding="utf-8") == after
    assert run("check").code == 0


def test_what_is_given_out_can_be_taken_in_again(run, tmp_path):
    file = tmp_path / "sources.toml"
    text = COUNCIL + source_toml("here", "https://example.org/here.rss")
    file.write_text(text, encoding="utf-8")
    given = run("opml", "export")
    assert given.code == 0
    file.write_text(COUNCIL, encoding="utf-8")
    ran = run("opml", "import", "-", stdin=given.out)
    assert ran.out.split() == ["here"]
    url = tomllib.loads(file.read_text())["source"][0]["url"]
    assert url == "https://example.org/here.rss"


def test_a_file_that_is_no_list_is_refused_and_nothing_is_written(run, tmp_path):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    (tmp_path / "list.opml").write_text("<html/>", encoding="utf-8")
    ran = run("opml", "import", "list.opml")
    assert ran.code == 1
    assert "This is no OPML" in ran.err
    assert (tmp_path / "sources.toml").read_text() == COUNCIL
