import io
from dataclasses import replace

import pytest
from PIL import ExifTags, Image

from aggregator.demo.pictures import TELLS_WHERE, picture
from aggregator.desk import added_photos, queue
from aggregator.desk.added_photos import Upload
from aggregator.desk.album import Album
from aggregator.model.council import Role
from aggregator.model.errors import ConflictError, NotAllowedError, RefusedError
from aggregator.store import audit
from tests.desk.test_campaigns import ADA, add, decision, load

KITE = Upload(
    body=picture("library.jpg"),
    alt="The library's red door",
    basis="nobody",
    credit="Ada",
)


def attach(database, tmp_path, number, *, revision=1, upload=KITE, person=ADA):
    """That photo, added by that person."""
    return added_photos.attach(
        database, Album(tmp_path), decision(number, revision, person), upload
    )


def test_an_editor_adds_a_photo_which_is_measured_and_written_down(database, tmp_path):
    number = add(database)
    draft = attach(database, tmp_path, number)
    assert draft.has_added_photo
    assert draft.image_alt == "The library's red door"
    assert draft.image_consent == "Nobody in it can be recognised"
    assert draft.image_credit == "Ada"
    assert draft.revision == 2
    kept = Album(tmp_path).find(draft.image)
    assert kept.shown
    assert kept.measures.width > 300
    assert Album(tmp_path).jpeg(kept.cut_for("x", None))
    with database.reading() as connection:
        line, *_ = audit.read(connection, subject=f"draft {number}", limit=1)
    assert (line.who, line.what) == ("Ada", "add photo")
    assert "Nobody in it" in line.after


def test_nothing_of_where_it_was_taken_is_left_in_its_bytes(database, tmp_path):
    body = picture(TELLS_WHERE)
    assert b"Exif" in body
    assert b"Ambleford Optical" in body
    number = add(database)
    draft = attach(database, tmp_path, number, upload=replace(KITE, body=body))
    album = Album(tmp_path)
    jpeg = album.jpeg(album.find(draft.image).name)
    assert b"Exif" not in jpeg
    assert b"Ambleford Optical" not in jpeg
    with Image.open(io.BytesIO(jpeg)) as opened:
        assert not opened.getexif().get_ifd(ExifTags.IFD.GPSInfo)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"alt": " \n"}, "needs a description"),
        ({"alt": "IMG_2041.JPG"}, "name of a file"),
        ({"alt": "x" * 1001}, "1,001 characters"),
        ({"basis": ""}, "why the photo may be shown"),
        ({"basis": "agreed"}, "where their agreement is kept"),
        ({"credit": "x" * 201}, "201 characters"),
        ({"body": b""}, "No photo was chosen"),
        ({"body": b"%PDF-1.7"}, "is a PDF"),
        ({"body": b"\0\0\0\x18ftypheic"}, "cannot be opened"),
        ({"body": b"<svg onload='alert(1)'/>"}, "SVG drawing"),
        ({"body": picture("library.jpg")[:500]}, "cannot be opened"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_sentence(database, tmp_path, change, words):
    number = add(database)
    with pytest.raises(RefusedError, match=words):
        attach(database, tmp_path, number, upload=replace(KITE, **change))
    assert load(database, number).revision == 1
    assert not list(tmp_path.glob("*.jpg"))


def test_who_agreed_can_be_found_again(database, tmp_path):
    upload = replace(KITE, basis="agreed", record="form 2026-114")
    draft = attach(database, tmp_path, add(database), upload=upload)
    assert draft.image_consent == "Everybody in it has agreed (form 2026-114)"


def test_a_photo_is_put_on_no_draft_that_somebody_changed_or_decided(
    database, tmp_path
):
    number = add(database)
    attach(database, tmp_path, number)
    with pytest.raises(ConflictError):
        attach(database, tmp_path, number)
    queue.reject(database, decision(number, 2), "not for us")
    with pytest.raises(RefusedError, match="waits"):
        attach(database, tmp_path, number, revision=3)
    colleague = replace(ADA, role=Role.CONTRIBUTOR)
    with pytest.raises(NotAllowedError):
        attach(database, tmp_path, number, revision=3, person=colleague)
