import pytest

from aggregator.drafts.templates import load_templates
from aggregator.model.errors import TemplateError
from tests.drafts.conftest import STARTER


def faults(text, name="news.j2"):
    with pytest.raises(TemplateError) as caught:
        load_templates({name: text})
    return [str(fault) for fault in caught.value.faults]


def test_an_unknown_fact_is_named_with_its_place_and_the_likeliest_meant():
    (fault,) = faults("--- warm\n\n{{ link }} {{ story.titel }}\n")
    assert fault.startswith("news.j2:3:21: story.titel: a story has no fact titel")
    assert "write title" in fault


def test_an_unknown_filter_names_those_there_are():
    (fault,) = faults("{{ story.starts|wen }}")
    assert "write when" in fault
    assert "closing" in fault


def test_a_filter_on_the_wrong_fact_is_found_before_any_story_is():
    (fault,) = faults("Hello\n{{ story.title|when }}")
    assert fault.startswith("news.j2:2:")


def test_a_misspelt_head_is_named():
    (fault,) = faults("--- worm with summary\n{{ link }}")
    assert "write warm" in fault


def test_broken_syntax_has_its_line_and_every_file_is_looked_at():
    with pytest.raises(TemplateError) as caught:
        load_templates({"a.j2": "\n{{ story.title }\n", "b.j2": "{% if link %}"})
    assert next((one.file, one.line) for one in caught.value.faults) == ("a.j2", 2)
    assert {one.file for one in caught.value.faults} == {"a.j2", "b.j2"}


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 'a' * 100000000 }}",
        "{% for a in link %}{{ a }}{% endfor %}",
        "{{ story.__class__ }}",
        "{{ story.title.__class__ }}",
        "{{ ''.join(link) }}",
        "{% set a = link ~ link %}{{ a }}",
        "{% include 'news.j2' %}",
        "{{ link|replace('a', 'b') }}",
        "{{ cycler }}",
        "{{ story['title'] }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    ],
)
def test_what_could_run_for_ever_or_reach_out_is_refused(hostile):
    assert faults(hostile)


def test_ours_load_and_every_kind_has_one():
    texts = {path.name: path.read_text("utf-8") for path in STARTER.glob("*.j2")}
    loaded = load_templates(texts).files
    assert {"event.j2", "job.j2", "news.j2", "business.j2", "share.j2"} <= set(loaded)
