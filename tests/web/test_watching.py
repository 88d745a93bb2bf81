from prometheus_client.parser import text_string_to_metric_families

from aggregator.desk import holds
from aggregator.web.pages import watch


def figures(answer):
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_it_is_alive_and_ready_for_anybody_without_a_cookie(desk, visitor):
    anybody = visitor(role=None)
    for path in ("/healthz", "/readyz"):
        answer = anybody.get(path)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"


def test_without_its_database_it_is_alive_and_not_ready(desk, visitor):
    anybody = visitor(role=None)
    with desk.parts.database.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE draft_tallies")
    answer = anybody.get("/readyz")
    assert answer.status_code == 503
    assert "database" in answer.text
    assert anybody.get("/healthz").status_code == 200


def test_the_figures_say_how_full_and_how_late_it_is(desk, visitor):
    desk.put()
    desk.put("Lego club")
    ada = desk.person("Ada")
    found = figures(visitor(role=None).get("/metrics"))
    assert found["aggregator_drafts", "waiting"] == 2
    assert found["aggregator_sources", "ok"] == 1
    assert found["aggregator_sources", "failing"] == 1
    assert found["aggregator_on_hold",] == 0
    moment = found["aggregator_oldest_waiting_draft_timestamp_seconds",]
    assert moment == desk.clock().timestamp()

    holds.hold(desk.parts.database, ada, "mourning", desk.clock())
    assert figures(visitor(role=None).get("/metrics"))["aggregator_on_hold",] == 1


def test_the_figures_are_for_this_machine_or_for_who_knows_the_token(
    visitor, monkeypatch
):
    anybody = visitor(role=None)
    outside = {"x-forwarded-for": "203.0.113.9"}
    assert anybody.get("/metrics", headers=outside).status_code == 404
    monkeypatch.setenv(watch.TOKEN, "s3cret")
    wrong = outside | {"authorization": "Bearer wrong"}
    assert anybody.get("/metrics", headers=wrong).status_code == 404
    right = outside | {"authorization": "Bearer s3cret"}
    assert anybody.get("/metrics", headers=right).status_code == 200
