import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PIL import ExifTags, Image

from aggregator.demo.pictures import TELLS_WHERE, picture
from aggregator.desk import added_photos, photo_library, queue
from aggregator.desk.added_photos import Upload
from aggregator.desk.album import Album
from aggregator.desk.planning import When
from aggregator.desk.submissions import Submission, submit
from aggregator.model.council import Account, Council, Role
from aggregator.model.draft import State
from aggregator.model.errors import ConflictError, NotAllowedError, RefusedError
from aggregator.model.plan import Slot
from aggregator.store import audit
from tests.builders import NOW
from tests.desk.test_campaigns import ADA, add, decision, load

TODAY = date(2026, 11, 23)
KITE = Upload(
    body=picture("library.jpg"),
    alt="The library's red door",
    basis="nobody",
    credit="Ada",
)


def attach(database, tmp_path, number, *, revision=1, upload=KITE, person=ADA):
    """That photo, added by that person."""
    return added_photos.attach(
        database, Album(tmp_path), decision(number, revision, person), upload, TODAY
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
        ({"until": "2026-11-22"}, "is past"),
        ({"until": "31/5/2027"}, "is no day until which"),
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


def test_its_author_puts_a_better_photo_on_what_they_handed_in(database, tmp_path):
    bea = replace(ADA, name="Bea", role=Role.CONTRIBUTOR)
    council = Council(
        name="Ambleford Libraries",
        accounts=(Account(network="x", handle="@AmblefordLibs"),),
    )
    (mine,) = submit(database, council, bea, Submission(text="A red door"), NOW)
    assert attach(database, tmp_path, mine.id, person=bea).image_credit == "Ada"


def test_after_its_last_day_a_photo_goes_out_of_every_draft_and_is_destroyed(
    database, tmp_path
):
    album, number = Album(tmp_path), add(database)
    until = replace(KITE, until="2026-11-30")
    draft = attach(database, tmp_path, number, upload=until)
    assert draft.image_until == date(2026, 11, 30)
    queue.approve(database, decision(number, 2), None)
    assert photo_library.end(database, album, date(2026, 11, 30), NOW) == ()
    assert load(database, number).state is State.APPROVED
    ended = photo_library.end(database, album, date(2026, 12, 1), NOW)
    after = load(database, number)
    assert ended == (draft.image,)
    assert (after.state, after.image, after.image_until) == (State.WAITING, None, None)
    assert "may not be shown" in after.reason
    assert not list(tmp_path.glob("*.jpg"))
    assert photo_library.end(database, album, date(2026, 12, 1), NOW) == ()
    with database.reading() as connection:
        line, *_ = audit.read(connection, subject=f"draft {number}", limit=1)
    assert (line.who, line.what) == ("aggregator", "withdraw photo")


def test_nothing_is_planned_for_after_the_last_day_of_its_photo(database, tmp_path):
    number = add(database)
    attach(database, tmp_path, number, upload=replace(KITE, until="2026-11-30"))
    last = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    after = When(timezone="Europe/London", moment=last + timedelta(minutes=1))
    with pytest.raises(RefusedError, match="until 30 November 2026 and no longer"):
        queue.approve(database, decision(number, 2), after)
    slots = (Slot(weekday=1, at=time(12, 30)),)
    too_late = When(timezone="Europe/London", slots=slots)
    tuesday = replace(decision(number, 2), now=datetime(2026, 11, 24, 13, tzinfo=UTC))
    with pytest.raises(RefusedError, match="its photo may not be shown"):
        queue.approve(database, tuesday, too_late)
    assert queue.approve(database, decision(number, 2), replace(after, moment=last))
