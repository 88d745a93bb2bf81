from datetime import timedelta

import httpx
import pytest

from aggregator.demo.broken import ENDLESS_BYTES
from tests.demo.ambleford import AN_ORDINARY_DAY, ambleford


def test_what_was_told_is_found_weeks_later():
    moments = [AN_ORDINARY_DAY]
    with ambleford(moments) as town:
        links = {item.url for item in town.items()}
        moments.append(AN_ORDINARY_DAY + timedelta(weeks=9))
        assert {url for url in links if town.get(url).status_code != 200} == set()


@pytest.mark.parametrize(
    "path",
    [
        "/events/repair-cafe-central-2099-01-03",
        "/events/repair-cafe-central-2026-99-99",
        "/news/street-trees-2026-10-14",
        "/jobs/AMB-9999",
        "/community/baby-bounce-central-2026-10-20",
    ],
)
def test_what_is_not_yet_told_is_not_found(path):
    with ambleford(AN_ORDINARY_DAY) as town:
        assert town.get(path).status_code == 404


def test_a_loop_leads_to_itself_and_what_is_endless_has_a_bound():
    with ambleford(AN_ORDINARY_DAY) as town:
        assert town.get("/broken/loop").headers["location"].endswith("/broken/loop")
        with town.client.stream("GET", f"{town.base}/broken/endless") as answer:
            read = sum(len(piece) for piece in answer.iter_raw())
        assert ENDLESS_BYTES / 2 < read <= ENDLESS_BYTES


def test_the_slow_one_keeps_its_asker_waiting():
    with ambleford(AN_ORDINARY_DAY) as town, pytest.raises(httpx.ReadTimeout):
        town.client.get(f"{town.base}/broken/slow", timeout=0.5)
