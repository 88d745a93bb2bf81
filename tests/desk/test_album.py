from aggregator.demo.pictures import picture
from aggregator.desk.album import Album
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
