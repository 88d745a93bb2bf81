"""Tweet templates: sandboxed, checked before they run, compiled once.

A file holds several ways of saying one thing, each under a line such as
`--- warm with summary`; which of them a story gets never changes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from aggregator.drafts.filters.closing import closing
from aggregator.drafts.filters.place import place
from aggregator.drafts.filters.price import price
from aggregator.drafts.filters.when import when
from aggregator.drafts.filters.words import (
    capital,
    day,
    heading,
    hours,
    sentence,
    shorten,
    whole,
)
from aggregator.drafts.samples import samples
from aggregator.drafts.template_rules import (
    FACTS,
    TONES,
    available,
    fault,
    faults,
    heads,
)
from aggregator.drafts.template_tags import FILTER, OptionalTag, optional
from aggregator.model.errors import Fault, TemplateError

FILTERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "capital": capital,
        "closing": closing,
        "day": day,
        "heading": heading,
        "hours": hours,
        "place": place,
        "price": price,
        "sentence": sentence,
        "shorten": shorten,
        "when": when,
        "whole": whole,
    }
)
LONGEST_SOURCE = 20_000
LONGEST_OUTPUT = 5_000
_HEAD = re.compile(r"^---[ \t]*(.*?)[ \t]*$", re.MULTILINE)


class Values(dict[str, Any]):
    """A story's facts as a template sees them; nothing else can be reached."""


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One way of saying it; `tones` empty means that it suits every tone."""

    file: str
    line: int
    template: Template
    tones: frozenset[str]
    needs: frozenset[str]
    lacks: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Every template, compiled, by file name."""

    files: Mapping[str, tuple[Variant, ...]]


class _Sandbox(ImmutableSandboxedEnvironment):
    """Attributes are looked up in `Values` alone: stricter than Jinja's, and faster."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's own
        if type(obj) is Values and attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)


def _environment() -> _Sandbox:
    environment = _Sandbox(
        undefined=StrictUndefined,
        autoescape=False,
        extensions=[OptionalTag],
        cache_size=0,
    )
    environment.filters = {**FILTERS, FILTER: optional}
    environment.tests = {}
    environment.globals = {}
    return environment


def load_templates(texts: Mapping[str, str]) -> Templates:
    """File name to source text, compiled and tried on sample stories.

    Raises:
        TemplateError: every fault in them, at its file and line.
    """
    environment = _environment()
    found: list[Fault] = []
    files: dict[str, tuple[Variant, ...]] = {}
    for name, text in sorted(texts.items()):
        variants, wrong = _file(environment, name, text)
        found.extend(wrong)
        files[name] = tuple(variants)
    if found:
        raise TemplateError(tuple(found))
    return Templates(files=MappingProxyType(files))


def render(variant: Variant, values: Mapping[str, object]) -> str:
    """The marked text of one variant.

    Raises:
        TemplateError: the template fails on these facts, or writes far too much.
    """
    try:
        text = variant.template.render(values)
    except Exception as error:
        raise TemplateError((_failure(variant, error),)) from error
    if len(text) > LONGEST_OUTPUT:
        long = ValueError(f"it writes more than {LONGEST_OUTPUT} characters")
        raise TemplateError((_failure(variant, long),))
    return text


def _file(
    environment: _Sandbox, name: str, text: str
) -> tuple[list[Variant], list[Fault]]:
    if len(text) > LONGEST_SOURCE:
        says = ("the file is too long", f"keep to {LONGEST_SOURCE} characters")
        return [], [fault(name, text, 1, "", says)]
    variants: list[Variant] = []
    wrong: list[Fault] = []
    for line, head, body in _parts(text):
        variant, faulty = _variant(environment, (name, text, line), head, body)
        wrong.extend(faulty)
        if variant is not None:
            variants.append(variant)
    if not variants and not wrong:
        wrong.append(fault(name, text, 1, "", ("the file is empty", "write a post")))
    return variants, wrong


def _parts(text: str) -> list[tuple[int, str, str]]:
    """Each variant's line, its head and its body."""
    heads_found = list(_HEAD.finditer(text))
    if not heads_found:
        return [(1, "", text)] if text.strip() else []
    parts = []
    ends = [head.start() for head in heads_found[1:]] + [len(text)]
    for head, end in zip(heads_found, ends, strict=True):
        line = text.count("\n", 0, head.start()) + 1
        parts.append((line, head[1], text[head.end() : end]))
    return parts


def _variant(
    environment: _Sandbox, place_: tuple[str, str, int], head: str, body: str
) -> tuple[Variant | None, list[Fault]]:
    name, text, line = place_
    tones, needs, lacks, odd = heads(head)
    if odd:
        words = (*TONES, "with", "without", *FACTS)
        says = (f"{odd} means nothing here", available(odd, words, "words"))
        return None, [fault(name, text, line, odd, says)]
    # Empty lines in front keep the line numbers those of the file.
    padded = "\n" * (line - 1) + body
    try:
        tree = environment.parse(padded, name, name)
        wrong = list(faults(tree, name, text, environment.filters))
        if wrong:
            return None, wrong
        template = Template.from_code(
            environment, environment.compile(tree, name, name), {}
        )
    except TemplateSyntaxError as error:
        message = (error.message or "it cannot be read").rstrip(".")
        says = (message, "see the examples at the top of the file")
        return None, [fault(name, text, error.lineno, "", says)]
    variant = Variant(name, line, template, tones, needs, lacks)
    return variant, _tried(variant)


def _tried(variant: Variant) -> list[Fault]:
    for values in samples(Values):
        try:
            render(variant, values)
        except TemplateError as error:
            return list(error.faults)
    return []


def _failure(variant: Variant, error: Exception) -> Fault:
    line, trace = variant.line, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == variant.file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return Fault(
        file=variant.file,
        line=line,
        column=1,
        key="template",
        wrong=f"it fails: {error}",
        write="check that each filter suits its fact, such as story.starts|when",
    )
