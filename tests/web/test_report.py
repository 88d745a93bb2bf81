import csv
import io
from datetime import timedelta

from aggregator.model.metrics import Metrics
from aggregator.store import metrics


def publish(desk, visitor, likes=None):
    number = desk.put()
    visitor.decide(number, "approve")
    visitor.decide(number, "posted", address="https://x.com/AmblefordLibs/status/1")
    if likes is not None:
        with desk.parts.database.transaction() as connection:
            metrics.begin(connection, timedelta(), desk.clock() - timedelta(days=1))
            (due,) = metrics.due(connection, "x", desk.clock(), 1)
            reading = Metrics(at=desk.clock(), likes=likes)
            metrics.add(connection, due.delivery, reading, None)
    return number


def test_the_report_of_the_month_is_in_the_desk(desk, visitor):
    ada = visitor()
    publish(desk, ada, likes=4)
    page = ada.get("/report").text
    assert "In November 2026 so far we posted once." in page
    assert "4 likes" in page
    assert "/report?month=2026-10" not in page
    desk.clock.move(days=20)
    ada = visitor("Bob")
    later = ada.get("/report").text
    assert "Nothing was posted in December 2026 so far." in later
    assert "/report?month=2026-11" in later
    assert "we posted once" in ada.get("/report?month=2026-11").text


def test_the_report_is_a_file_for_those_outside(desk, visitor):
    ada = visitor()
    publish(desk, ada)
    answer = ada.get("/report/2026-11.csv")
    assert answer.headers["content-disposition"] == (
        'attachment; filename="report-2026-11.csv"'
    )
    assert list(csv.DictReader(io.StringIO(answer.text)))
    assert ada.get("/report/2026-11.pdf").content.startswith(b"%PDF-")
    assert "<style>" in ada.get("/report/2026-11.html").text


def test_a_report_that_cannot_be_is_said_so(desk, visitor):
    ada = visitor()
    for name in ("2026-13.csv", "2026-11.docx", "x"):
        assert ada.get(f"/report/{name}").status_code == 404
    refused = ada.get("/report?month=soon")
    assert refused.status_code == 422
    assert "such as 2026-10" in refused.text
