"""The council's own colour, in the desk and in the report."""

import pytest
from PIL import Image

from aggregator.config.load import check
from aggregator.run.assemble import assembled
from aggregator.web.app import create_app
from tests.web.conftest import COUNCIL, Clock, Desk, Visitor, serving

HEAD = 'colour = "#5b1a6e"'


@pytest.fixture
def branded(tmp_path):
    text = COUNCIL.replace("[council]", f"[council]\n{HEAD}", 1)
    text += '[report]\nlogo = "logo.png"\n'
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    (tmp_path / "data").mkdir()
    Image.new("RGB", (40, 20), "navy").save(tmp_path / "logo.png")
    clock = Clock()
    with assembled(tmp_path, clock=clock) as parts, serving(create_app(parts)) as base:
        yield Desk(parts=parts, base=base, clock=clock)


@pytest.fixture
def anybody():
    """Makes visitors who have not signed in."""
    made = []

    def make(desk):
        made.append(Visitor(desk))
        return made[-1]

    yield make
    for one in made:
        one.client.close()


def test_the_head_of_the_desk_has_the_councils_colour(branded, anybody):
    one = anybody(branded)
    page = one.get("/sign-in").text
    assert '<link rel="stylesheet" href="/brand.css?5b1a6e">' in page
    style = one.get("/brand.css?5b1a6e")
    assert style.headers["content-type"].startswith("text/css")
    assert "--header:#5b1a6e" in style.text
    assert "immutable" in style.headers["cache-control"]


def test_without_a_colour_nothing_more_is_loaded(desk, anybody):
    one = anybody(desk)
    assert "brand.css" not in one.get("/sign-in").text
    assert one.get("/brand.css").text == ""


def test_the_report_has_the_colour_and_the_logo(branded, anybody, tmp_path):
    one = anybody(branded)
    link = branded.link(branded.person("Ada"))
    one.client.post(link, data={"csrf": one.token(link)})
    found = one.get("/report/2026-11.html").text
    assert "--accent: #5b1a6e" in found
    assert 'class="logo" src="data:image/png;base64,' in found
    (tmp_path / "logo.png").unlink()
    assert "data:image" not in one.get("/report/2026-11.html").text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('colour = "green"', "is not a colour"),
        ('colour = "#f2c94c"', "white words cannot be read on #f2c94c"),
    ],
)
def test_a_colour_that_nobody_can_read_on_is_refused(tmp_path, line, told):
    text = COUNCIL.replace("[council]", f"[council]\n{line}", 1)
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    (fault,) = check(tmp_path)
    assert told in str(fault)
