import io

import pytest
from PIL import Image

from aggregator.demo.pictures import picture
from aggregator.desk import pictures
from aggregator.desk.album import WHOLE, Album
from aggregator.desk.photos import develop
from aggregator.model.errors import ConflictError, RefusedError
from tests.desk.test_campaigns import add, decision, load

ADDRESS = "https://example.org/a.jpg"


def tall(tmp_path):
    """An album with one tall photo, red above and blue below."""
    image = Image.new("RGB", (600, 1800), "red")
    image.paste("blue", (0, 900, 600, 1800))
    file = io.BytesIO()
    image.save(file, "JPEG")
    album = Album(tmp_path)
    album.keep(ADDRESS, develop(file.getvalue()))
    return album


def test_a_picture_is_cut_for_its_network_where_an_editor_wants_it(tmp_path):
    album = tall(tmp_path)
    kept = album.find(ADDRESS)
    for focus, colour in (("50-17", (254, 0, 0)), ("50-83", (0, 0, 254))):
        name = kept.cut_for("x", focus)
        with Image.open(io.BytesIO(album.jpeg(name))) as cut:
            assert cut.size == (600, 800)
            assert cut.getpixel((300, 400)) == colour
    with Image.open(io.BytesIO(album.jpeg(kept.cut_for("x", WHOLE)))) as whole:
        assert whole.size == (600, 1800)
    assert kept.size_for("x", None) == (600, 800)
    assert kept.size_for("x", WHOLE) == (600, 1800)


def test_a_poster_is_cut_nowhere_unless_an_editor_says_where(tmp_path):
    album = Album(tmp_path)
    album.keep(ADDRESS, develop(picture("poster.png")))
    kept = album.find(ADDRESS)
    assert kept.measures.is_poster
    assert kept.cut_for("x", None) == kept.name
    assert kept.cut_for("x", "50-17") == f"{kept.name}-x-50-17"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a" * 32 + "-x-1000-1", "a" * 31, "a" * 32 + "-x-1"]
)
def test_no_other_file_is_opened(tmp_path, name):
    assert tall(tmp_path).jpeg(name) is None


def test_a_note_of_an_older_release_still_shows_its_picture(tmp_path):
    album = tall(tmp_path)
    (note,) = tmp_path.glob("*.json")
    note.write_text('{"shown": true, "faults": []}', encoding="utf-8")
    kept = album.find(ADDRESS)
    assert kept.shown
    assert kept.measures is None
    assert album.jpeg(kept.cut_for("x", None))


def test_an_editor_says_where_and_nobody_overwrites_another(database):
    number = add(database)
    framed = pictures.frame(database, decision(number), "50-17", " A red kite ")
    assert (framed.image_focus, framed.image_alt) == ("50-17", "A red kite")
    with pytest.raises(ConflictError):
        pictures.frame(database, decision(number), WHOLE, "")
    with pytest.raises(RefusedError, match="There is no point"):
        pictures.frame(database, decision(number, 2), "12-99", "")
    with pytest.raises(RefusedError, match="1,001 characters"):
        pictures.frame(database, decision(number, 2), None, "x" * 1001)
    again = pictures.frame(database, decision(number, 2), None, "")
    assert (again.image_focus, again.image_alt) == (None, None)
    assert load(database, number).revision == 3


def test_a_picture_is_only_for_decoration_where_an_editor_says_so(database):
    number = add(database)
    after = pictures.frame(database, decision(number), None, "", decorative=True)
    assert after.image_decorative
    with pytest.raises(RefusedError, match="untick the box"):
        pictures.frame(database, decision(number, 2), None, "A kite", decorative=True)
    described = pictures.frame(database, decision(number, 2), None, "A red kite")
    assert (described.image_decorative, described.image_alt) == (False, "A red kite")
