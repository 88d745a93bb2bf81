from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch.politeness import (
    agent_token,
    fresh_for,
    host_of,
    is_allowed,
    next_due,
    retry_after,
    robots_url,
    rules_of,
    spacing,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta()),
        ("Mon, 23 Nov 2026 10:00:00 GMT", HOUR),
        ("Mon, 23 Nov 2026 08:00:00 GMT", timedelta()),
        ("99999999999999999999", timedelta(days=7)),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, wait):
    assert retry_after(value, NOW) == wait


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({"cache-control": "public, max-age=7200"}, 2 * HOUR),
        ({"cache-control": 'max-age="7200"'}, 2 * HOUR),
        ({"cache-control": "max-age=7200", "age": "3600"}, HOUR),
        ({"cache-control": "max-age=7200, no-cache"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"cache-control": "max-age=999999999999999"}, timedelta(days=1)),
        ({"expires": "Mon, 23 Nov 2026 10:00:00 GMT"}, HOUR),
        ({"expires": "0"}, None),
        ({}, None),
    ],
)
def test_an_answer_is_fresh_as_long_as_it_says(headers, fresh):
    assert fresh_for(headers, NOW) == fresh


def test_a_source_is_asked_again_after_its_interval_or_later_if_it_asks_for_it():
    assert next_due(NOW, HOUR, None) == NOW + HOUR
    assert next_due(NOW, HOUR, timedelta(minutes=5)) == NOW + HOUR
    assert next_due(NOW, HOUR, 3 * HOUR) == NOW + 3 * HOUR
    assert next_due(NOW, HOUR, timedelta(days=300)) == NOW + timedelta(days=1)


@given(value=st.text(max_size=60))
def test_no_header_is_too_odd_to_be_read(value):
    retry_after(value, NOW)
    fresh_for({"cache-control": value, "expires": value, "age": value}, NOW)


def test_robots_txt_lies_at_the_root_of_the_same_server():
    url = httpx.URL("https://example.org:8443/a/b?c=d#e")
    assert str(robots_url(url)) == "https://example.org:8443/robots.txt"


def test_both_usual_ports_of_a_host_are_one_host():
    assert host_of(httpx.URL("http://example.org/")) == "example.org"
    assert host_of(httpx.URL("https://example.org:443/")) == "example.org"
    assert host_of(httpx.URL("http://example.org:8080/")) == "example.org:8080"


def test_robots_txt_knows_us_by_our_name_without_version():
    assert agent_token("aggregator/1.2 (+me@example.org)") == "aggregator"


def test_the_group_for_our_name_counts_more_than_the_one_for_all():
    rules = rules_of(
        200, b"User-agent: *\nDisallow: /\n\nUser-agent: Aggregator\nDisallow: /x\n"
    )
    assert is_allowed(rules, httpx.URL("https://example.org/feed"), "aggregator")
    assert not is_allowed(rules, httpx.URL("https://example.org/x/y"), "aggregator")


def test_a_robots_txt_with_a_byte_order_mark_is_understood():
    rules = rules_of(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n")
    assert not is_allowed(rules, httpx.URL("https://example.org/feed"), "aggregator")


@pytest.mark.parametrize("status", [204, 301, 401, 403, 404, 410, 429])
def test_a_robots_txt_that_cannot_be_had_forbids_nothing(status):
    rules = rules_of(status, b"User-agent: *\nDisallow: /\n")
    assert is_allowed(rules, httpx.URL("https://example.org/feed"), "aggregator")


@pytest.mark.parametrize(
    ("asked", "apart"), [(b"", 0.25), (b"0", 0.25), (b"3", 3), (b"9000", 10)]
)
def test_requests_lie_as_far_apart_as_asked_within_reason(asked, apart):
    rules = rules_of(200, b"User-agent: *\nCrawl-delay: " + asked + b"\n")
    bounds = {"least": timedelta(seconds=0.25), "most": timedelta(seconds=10)}
    assert spacing(rules, "aggregator", **bounds) == timedelta(seconds=apart)
    assert spacing(None, "aggregator", **bounds) == timedelta(seconds=0.25)


@given(body=st.binary(max_size=300))
def test_no_robots_txt_is_too_odd_to_be_read(body):
    rules = rules_of(200, body)
    is_allowed(rules, httpx.URL("https://example.org/feed"), "aggregator")
    spacing(rules, "aggregator", least=timedelta(), most=timedelta(seconds=10))
