"""Two sources that say different times of one thing, through real polls."""

import pytest

from tests.run.test_following import STORYTIME, found, later
from tests.site import CARDS, event_page, source_toml


def test_a_time_that_the_sources_dispute_is_said_beside_the_draft(town, site):
    page = {**STORYTIME, "link": f"{site.base}/events/dinosaurs"}
    own = site.put("/whats-on", event_page(page), "text/html")
    other = {**page, "starts": "2026-12-05T11:00:00+00:00"}
    county = site.put("/county", event_page(other), "text/html")
    keys = {"kind": "event", "format": "page"}
    town.configure(
        source_toml("whats-on", own, **keys) + CARDS,
        source_toml("county", county, **keys) + CARDS,
    )
    town.cycle()
    (card,) = found(town)
    (said,) = [one for one in card.findings if one.rule == "disputed-time"]
    assert "whats-on says Sat 5 Dec, 10:30am" in said.message
    assert "county says Sat 5 Dec, 11am" in said.message
    site.put("/county", event_page(page), "text/html")
    later(town, hours=1)
    (card,) = found(town)
    assert "disputed-time" not in {one.rule for one in card.findings}


@pytest.mark.parametrize("prefer", ["own", "complete"])
def test_the_account_that_is_drafted_is_as_the_file_prefers(town, site, prefer):
    # Who says less: no place.
    own_words = {**STORYTIME, "venue": "", "link": f"{site.base}/events/dinosaurs"}
    hub_words = {
        **STORYTIME,
        "link": own_words["link"],
        "title": "Dinosaur storytime for all under 5s",
    }
    own = site.put("/whats-on", event_page(own_words), "text/html")
    hub = site.put("/hub", event_page(hub_words), "text/html")
    keys = {"kind": "event", "format": "page"}
    sources = (
        source_toml("hub", hub, **keys) + CARDS,
        source_toml("whats-on", own, **keys) + "own = true\n" + CARDS,
    )
    town.configure(*sources, extra=f'[stories]\nprefer = ["{prefer}"]\n')
    town.cycle()
    (card,) = found(town)
    assert (hub_words["title"] in card.draft.text) is (prefer == "complete")
