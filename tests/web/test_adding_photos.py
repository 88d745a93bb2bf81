from bs4 import BeautifulSoup

from aggregator.demo.pictures import picture
from aggregator.model.council import Role

FIELDS = {
    "alt": "The library's red door",
    "basis": "nobody",
    "credit": "",
    "record": "",
}


def send(one, desk, number, body, **changed):
    """The form as a browser sends it, with a file."""
    fields = {
        **FIELDS,
        "csrf": one.token(),
        "back": f"/drafts/{number}",
        "revision": str(desk.draft(number).revision),
        **changed,
    }
    return one.client.post(
        f"/drafts/{number}/photo",
        data=fields,
        files={"photo": ("door.jpg", body, "image/jpeg")},
        follow_redirects=True,
    )


def test_an_added_photo_is_on_the_page_with_what_was_said_of_it(desk, visitor):
    number = desk.put()
    editor = visitor()
    page = send(editor, desk, number, picture("library.jpg"), credit="Sam")
    assert page.status_code == 200
    draft = desk.draft(number)
    kept = desk.parts.album.find(draft.image)
    assert f"/pictures/{kept.cut_for('x', None)}.jpg" in page.text
    assert "Nobody in it can be recognised. Taken by Sam." in page.text
    assert "added a photo to" in page.text
    shown = editor.get(f"/pictures/{kept.cut_for('x', None)}.jpg")
    assert shown.headers["content-type"] == "image/jpeg"


def test_a_photo_is_shown_where_the_post_has_no_link_too(desk, visitor):
    cleo, editor = visitor("Cleo", Role.CONTRIBUTOR), visitor()
    fields = {
        **FIELDS,
        "csrf": cleo.token(),
        "text": "The door is red!",
        "kind": "news",
    }
    cleo.client.post(
        "/submit",
        data={**fields, "at": ""},
        files={"photo": ("door.jpg", picture("library.jpg"), "image/jpeg")},
    )
    page = BeautifulSoup(editor.get("/").text, "lxml")
    shown = page.select_one(".post__card.is-pictured img")
    assert shown["alt"] == "The library's red door"
    smallest = shown["srcset"].split()[0]
    answer = editor.get(smallest)
    assert answer.headers["content-type"] == "image/webp"
    assert "Written by hand" in page.text


def test_what_was_typed_beside_a_wrong_file_is_not_lost(desk, visitor):
    number = desk.put()
    page = send(visitor(), desk, number, b"%PDF-1.7", credit="Sam <b>")
    assert page.status_code == 422
    assert "That file is a PDF" in page.text
    assert "The library&#39;s red door</textarea>" in page.text
    assert 'value="Sam &lt;b&gt;"' in page.text
    assert desk.draft(number).image is None


def test_a_large_file_is_taken_only_from_who_is_signed_in(desk, visitor):
    number = desk.put()
    large = picture("library.jpg") + b"\0" * 200_000
    stranger = visitor(role=None)
    page = stranger.client.post(
        f"/drafts/{number}/photo", data=FIELDS, files={"photo": ("a.jpg", large)}
    )
    assert page.status_code in {403, 413}
    assert desk.draft(number).image is None
    assert send(visitor(), desk, number, large).status_code == 200
    assert desk.draft(number).has_added_photo


def test_a_form_in_parts_that_is_none_changes_nothing(desk, visitor):
    number = desk.put()
    editor = visitor()
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = editor.client.post(
            f"/drafts/{number}/photo",
            content=b"nothing of the kind",
            headers={"content-type": kind},
        )
        assert answer.status_code in {403, 413}
    assert desk.draft(number).revision == 1


def test_a_colleague_hands_in_a_photo_with_their_words(desk, visitor):
    colleague = visitor("Bea", Role.CONTRIBUTOR)
    fields = {**FIELDS, "text": "The red door is open again", "csrf": colleague.token()}
    wrong = colleague.client.post(
        "/submit",
        data={**fields, "basis": ""},
        files={"photo": ("door.jpg", picture("library.jpg"))},
    )
    assert wrong.status_code == 422
    assert "why the photo may be shown" in wrong.text
    assert "The red door is open again</textarea>" in wrong.text
    sent = colleague.client.post(
        "/submit", data=fields, files={"photo": ("door.jpg", picture("library.jpg"))}
    )
    assert sent.status_code == 303
    draft = desk.draft(1)
    assert draft.image_alt == "The library's red door"
    assert desk.parts.album.find(draft.image).shown


def test_what_is_handed_in_needs_no_photo(desk, visitor):
    colleague = visitor("Bea", Role.CONTRIBUTOR)
    fields = {"text": "The red door is open again", "csrf": colleague.token()}
    empty = {"photo": ("", b"", "application/octet-stream")}
    sent = colleague.client.post("/submit", data=fields, files=empty)
    assert sent.status_code == 303


def test_a_photo_with_nothing_to_tell_is_called_so_instead_of_described(desk, visitor):
    number = desk.put()
    editor = visitor()
    page = send(editor, desk, number, picture("library.jpg"), alt="", decorative="yes")
    assert desk.draft(number).image_decorative
    assert "Photo, only for decoration" in page.text
    assert "until then the post goes without it" not in page.text
    both = send(editor, desk, number, picture("stage.jpg"), decorative="yes")
    assert both.status_code == 422
    assert "untick the box" in both.text
