"""Two desks of one installation: what one does, the other never sees."""

from aggregator.desk import holds, people
from aggregator.desk.browse import seen_items
from aggregator.model.council import Role
from aggregator.model.draft import State
from aggregator.store import audit, drafts
from tests.site import rss, rss_item, source_toml


def _news(site, path, title, clock):
    item = rss_item(title, f"https://example.org{path}", clock(), text=f"About {title}")
    return site.put(path, rss(item))


def _two(house, site):
    for name in ("ambleford", "thornby"):
        url = _news(site, f"/{name}", f"{name.title()} opens a library", house.clock)
        house.add(name, source_toml("news", url, kind="news"))


def _titles(parts):
    return [seen.item.title for seen in seen_items(parts.database, None, 50)]


def test_each_desk_has_its_own_items_and_drafts(house, site):
    _two(house, site)
    for name in ("ambleford", "thornby"):
        assert house.cycle(name).drafted.added == 1
    for name in ("ambleford", "thornby"):
        with house.parts(name) as parts:
            assert parts.desk == name
            assert _titles(parts) == [f"{name.title()} opens a library"]
            with parts.database.reading() as connection:
                (draft,) = drafts.page(
                    connection, states=(State.WAITING,), limit=9
                ).drafts
            assert name.title() in draft.text


def test_a_hold_a_person_and_an_audit_are_of_one_desk(house, site):
    _two(house, site)
    with house.parts("ambleford") as here, house.parts("thornby") as there:
        ada = people.add(here.database, "Ada", Role.EDITOR, house.clock())
        holds.hold(here.database, ada, "A death", house.clock())
        assert holds.held(here.database) is not None
        assert holds.held(there.database) is None
        assert people.everybody(there.database) == ()
        with there.database.reading() as connection:
            assert audit.read(connection, subject=None, limit=9) == ()
