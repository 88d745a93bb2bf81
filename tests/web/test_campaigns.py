from pathlib import Path

CAMPAIGN = """
[[campaign]]
id = "winter"
name = "Winter Reads"
hashtag = "WinterReads"
starts = 2026-11-16
ends = 2026-12-20
posts = 10
mix = { event = 4 }
words = ["storytime"]
"""


def test_progress_is_seen_and_leads_to_its_drafts(desk, visitor):
    file = Path(desk.parts.configuration.directory) / "sources.toml"
    file.write_text(file.read_text("utf-8") + CAMPAIGN, "utf-8")
    other, one = desk.put("Lego club"), desk.put("Storytime")
    editor = visitor()
    into = editor.post(f"/drafts/{one}/campaign", campaign="winter", revision=1)
    assert "Winter Reads" in into.text
    assert desk.draft(one).text.endswith("#WinterReads")
    page = editor.get("/campaigns")
    assert "2 posts behind an even pace" in page.text
    assert "/?campaign=winter" in page.text
    listed = editor.get("/?campaign=winter")
    assert f'id="draft-{one}"' in listed.text
    assert f'id="draft-{other}"' not in listed.text


def test_without_campaigns_the_page_says_how_to_have_one(visitor):
    assert "Write a [[campaign]] into sources.toml" in visitor().get("/campaigns").text
