import io

import pytest
from PIL import Image

from aggregator.demo.pictures import picture
from aggregator.desk.album import PREVIEWS, Album
from aggregator.desk.photo_cuts import PREVIEW_BYTES, preview
from aggregator.desk.photos import develop

ADDRESS = "https://example.org/a.jpg"


def test_a_picture_is_found_again_with_what_is_wrong_with_it(tmp_path):
    album = Album(tmp_path / "pictures")
    assert album.find(ADDRESS) is None
    album.keep(ADDRESS, develop(picture("dark.jpg")))
    kept = album.find(ADDRESS)
    assert (kept.shown, kept.faults) == (True, ("too dark (25 of 255)",))
    assert album.jpeg(kept.name).startswith(b"\xff\xd8")


def test_what_is_not_to_be_had_is_remembered_as_such(tmp_path):
    album = Album(tmp_path / "pictures")
    album.give_up(ADDRESS, "not to be had")
    kept = album.find(ADDRESS)
    assert (kept.shown, kept.faults) == (False, ("not to be had",))
    assert album.jpeg(kept.name) is None


def test_no_name_leads_out_of_the_album(tmp_path):
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    album = Album(tmp_path / "pictures")
    for name in ("../secret", "secret", "..", "", "a" * 32):
        assert album.jpeg(name) is None


def test_a_damaged_note_is_as_none(tmp_path):
    album = Album(tmp_path)
    album.give_up(ADDRESS, "x")
    for note in tmp_path.glob("*.json"):
        note.write_text("{")
    assert album.find(ADDRESS) is None


@pytest.mark.parametrize("width", PREVIEWS)
def test_a_preview_is_light_and_shows_the_same_part(tmp_path, width):
    album = Album(tmp_path)
    noise = Image.effect_noise((1600, 400), 90)
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=90)
    for body in (picture("storytime.jpg"), file.getvalue()):
        album.keep(ADDRESS, develop(body))
        name = album.find(ADDRESS).cut_for("x", None)
        webp = album.preview(name, width)
        assert len(webp) <= PREVIEW_BYTES
        with Image.open(io.BytesIO(webp)) as small:
            assert (small.format, small.width <= width) == ("WEBP", True)
            with Image.open(io.BytesIO(album.jpeg(name))) as cut:
                shape = cut.width / cut.height
            assert small.width / small.height == pytest.approx(shape, rel=0.03)


def test_a_ribbon_has_a_preview_too():
    file = io.BytesIO()
    Image.new("RGB", (2000, 4), "navy").save(file, "JPEG")
    with Image.open(io.BytesIO(preview(file.getvalue(), PREVIEWS[0]))) as small:
        assert small.size == (PREVIEWS[0], 1)


def test_a_preview_is_made_in_no_other_size_and_of_nothing_else(tmp_path):
    album = Album(tmp_path)
    album.keep(ADDRESS, develop(picture("storytime.jpg")))
    name = album.find(ADDRESS).name
    assert album.preview(name, PREVIEWS[0] + 1) is None
    assert album.preview("a" * 32, PREVIEWS[0]) is None
