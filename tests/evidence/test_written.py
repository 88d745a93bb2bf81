import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from aggregator.evidence.month import parse
from aggregator.evidence.report import Records, Setting, report, with_pictures
from aggregator.evidence.written import as_csv, harmless, html, pdf
from aggregator.model.facts import Kind
from tests.builders import NOW
from tests.evidence.posts import OUT, a_decided, a_post

HOSTILE = "<script>alert(1)</script>=1+1\"'&"


def a_full_report(**named):
    posts = [
        a_post(
            n,
            likes=20 + n if kind is Kind.EVENT else n,
            kind=kind,
            posted_at=OUT + timedelta(days=n, hours=3 * (n % 4)),
            **named,
        )
        for n in range(14)
        for kind in (Kind.EVENT, Kind.JOB)
    ]
    found = Records(
        posts=tuple(posts),
        before=(a_post(99, likes=3),),
        drafts=tuple(a_decided(n, reason=f"reason {n % 3}") for n in range(7)),
        deeds=(),
    )
    setting = Setting(council="Ambleford Libraries", source_names={})
    return report(found, parse("2026-10", "Europe/London"), setting, NOW)


def test_the_file_needs_nothing_else_and_has_every_number_in_a_table():
    page = BeautifulSoup(html(a_full_report()), "lxml")
    assert not page.select("script, link, iframe, img[src^=http]")
    assert page.h1.text == "Ambleford Libraries on social media"
    for picture in page.select("svg"):
        assert picture["role"] == "img"
        assert page.select_one(f"#{picture['aria-labelledby']}").text
        assert picture.find_next("table") is not None
    assert "22.5" in page.text or "26.5" in page.text


def test_what_comes_from_outside_stays_text():
    found = a_full_report(text=HOSTILE, address="javascript:alert(1)")
    page = html(found)
    assert "<script>" not in page
    assert "javascript:" not in page


def test_pictures_are_in_the_file_and_only_if_they_are_there():
    found = a_full_report(image="https://example.org/a.jpg")
    shown = with_pictures(found, {"https://example.org/a.jpg": b"JPEG"}.get)
    assert html(shown).count("data:image/jpeg;base64,SlBFRw==") == 3
    assert "<img" not in html(with_pictures(found, lambda _: None))


def test_every_value_is_in_the_csv_once():
    found = a_full_report()
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    expected = sum(len(row) - 1 for section in found.sections for row in section.rows)
    assert len(rows) == expected
    assert rows[0] == {
        "Table": "Which kinds of post do people respond to?",
        "Month": "2026-10",
        "Column": "Posts",
        "Row": "Events",
        "Value": "14",
    }


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_spreadsheet_takes_a_text_for_a_formula(begin):
    assert harmless(f"{begin}cmd|' /C calc'!A0") == f"'{begin}cmd|' /C calc'!A0"
    assert harmless(-5) == -5
    section = replace(a_full_report().sections[0], rows=((f"{begin}1", 1, 1.0, None),))
    text = as_csv(replace(a_full_report(), sections=(section,)))
    assert f"'{begin}1" in text.replace('"', "")


def test_it_is_printed_on_paper():
    paper = pdf(a_full_report(image="https://example.org/a.jpg"))
    assert paper.startswith(b"%PDF-")
    assert len(paper) > 10_000
