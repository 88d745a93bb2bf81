"""Photos that were added are found, used again, and taken out of use."""

from bs4 import BeautifulSoup

from aggregator.demo.pictures import picture
from aggregator.model.council import Role
from aggregator.model.draft import State
from tests.web.test_adding_photos import send

STATUS = "https://x.com/AmblefordLibs/status/1"


def shown(page):
    found = BeautifulSoup(page.text, "lxml")
    return [one.get_text(strip=True) for one in found.select(".library__one h2")]


def with_photo(desk, one, text="Storytime", body="library.jpg", **said):
    number = desk.put(text)
    assert send(one, desk, number, picture(body), **said).status_code == 200
    return number


AGREED = {"basis": "agreed", "record": "Form 12"}


def test_photos_are_found_by_what_was_noted_of_them(desk, visitor):
    ada = visitor()
    with_photo(desk, ada, alt="The red door", credit="Sam")
    with_photo(desk, ada, "Chess", "storytime.jpg", alt="Two players", **AGREED)
    assert shown(ada.get("/photos")) == ["Two players", "The red door"]
    assert shown(ada.get("/photos?q=RED+sam")) == ["The red door"]
    assert shown(ada.get("/photos?q=form+12")) == ["Two players"]
    assert shown(ada.get("/photos?q=100%25")) == []
    assert "Nothing matches" in ada.get("/photos?q=nowhere").text


def test_a_photo_is_used_again_with_what_was_noted_of_it(desk, visitor):
    ada = visitor()
    first = desk.draft(with_photo(desk, ada, alt="Two players", **AGREED))
    number = desk.put("Chess again")
    revision = desk.draft(number).revision
    page = ada.get(f"/photos?draft={number}.{revision}").text
    assert "Use this one" in page
    values = {"revision": revision, "photo": first.image}
    ada.post(f"/drafts/{number}/photo-again", **values)
    draft = desk.draft(number)
    assert (draft.image, draft.image_alt) == (first.image, "Two players")
    assert draft.image_consent == first.image_consent
    assert "Form 12" in draft.image_consent
    assert ada.post(f"/drafts/{number}/photo-again", **values).status_code == 409


def test_a_photo_that_is_withdrawn_goes_out_of_every_draft_and_is_destroyed(
    desk, visitor
):
    ada = visitor()
    out = with_photo(desk, ada, "Out", alt="Two players", **AGREED)
    ada.decide(out, "approve")
    ada.decide(out, "posted", address=STATUS)
    approved = with_photo(desk, ada, "Soon", alt="Two players", **AGREED)
    ada.decide(approved, "approve")
    waiting = with_photo(desk, ada, "Later", alt="Two players", **AGREED)
    address = desk.draft(out).image
    name = desk.parts.album.find(address).name
    answer = ada.post("/photos/withdraw", back="/photos", **{"photo-1": address})
    assert "Withdrawn: it is used no more" in answer.text
    assert "Posts are still out with it:" in answer.text
    assert f'href="{STATUS}"' in answer.text
    assert "Take it down there" in answer.text
    for number in (approved, waiting):
        draft = desk.draft(number)
        assert draft.state is State.WAITING
        assert (draft.image, draft.image_alt, draft.image_consent) == (None,) * 3
    assert "may not be shown any more" in ada.get(f"/drafts/{approved}").text
    assert desk.draft(out).state is State.PUBLISHED
    assert ada.get(f"/pictures/{name}.jpg").status_code == 404
    assert "withdrew the photo of" in ada.get("/history").text
    again = {"revision": desk.draft(waiting).revision, "photo": address}
    assert ada.post(f"/drafts/{waiting}/photo-again", **again).status_code == 404


def test_all_photos_of_one_agreement_are_withdrawn_at_once(desk, visitor):
    ada = visitor()
    one = with_photo(desk, ada, alt="Two players", **AGREED)
    other = with_photo(desk, ada, "B", "storytime.jpg", alt="A winner", **AGREED)
    kept = with_photo(desk, ada, "C", "cafe.jpg", alt="The town")
    page = BeautifulSoup(ada.get("/photos?q=Form+12").text, "lxml")
    form = page.select_one("form[action='/photos/withdraw']")
    fields = {one["name"]: one["value"] for one in form.select("input")}
    answer = ada.client.post("/photos/withdraw", data=fields, follow_redirects=True)
    assert "No post is out with it." in answer.text
    assert [desk.draft(n).image for n in (one, other)] == [None, None]
    assert desk.draft(kept).image


def test_only_an_editor_takes_photos_out_of_use(desk, visitor):
    ada, cleo = visitor(), visitor("Cleo", Role.CONTRIBUTOR)
    number = with_photo(desk, ada)
    page = cleo.get("/photos")
    assert shown(page)
    assert "Withdraw" not in page.text
    values = {"photo-1": desk.draft(number).image}
    assert cleo.post("/photos/withdraw", **values).status_code == 403
    assert desk.draft(number).image
    assert ada.post("/photos/withdraw").status_code == 404
    assert ada.post("/photos/withdraw", **{"photo-1": "added:0"}).status_code == 404
