"""A page by what it says of itself, whichever syntax says it."""

from collections.abc import Iterator

from lxml import html

from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import ReadError
from aggregator.model.facts import Kind
from aggregator.read.clean import title
from aggregator.read.material import MOST_ENTRIES, Material
from aggregator.read.structured.collect import collect
from aggregator.read.structured.entries import thing_entries
from aggregator.read.structured.json_ld import read_json_ld
from aggregator.read.structured.markup import base_of, parse_page
from aggregator.read.structured.microdata import read_microdata
from aggregator.read.structured.microformats import read_microformats
from aggregator.read.structured.rdfa import read_rdfa
from aggregator.read.structured.thing import Thing
from aggregator.read.structured.types import kind_of


def read_structured(material: Material) -> Reading:
    """The entries that a page, or a JSON-LD document, describes.

    Raises:
        ReadError: it describes nothing that we collect.
    """
    base, heading = material.document.url, None
    if material.text.lstrip()[:1] in {"{", "["}:
        syntaxes = iter([_json_ld(iter([material.text]), material)])
    else:
        tree = parse_page(material.text)
        if tree is None:
            raise _nothing(material, None)
        base = base_of(tree, base)
        syntaxes = _syntaxes(tree, base, material)
        heading = title(tree.findtext(".//title"))
    things = _best(syntaxes, material.source.kind)
    if not things:
        raise _nothing(material, heading)
    alone = len(things) == 1
    entries: list[Entry] = []
    for thing in things[:MOST_ENTRIES]:
        for entry in thing_entries(thing, material, base, alone=alone):
            if entry not in entries[-50:]:
                entries.append(entry)
        if len(entries) >= MOST_ENTRIES:
            break
    return Reading(
        entries=tuple(entries[:MOST_ENTRIES]),
        problems=tuple(material.problems),
        format="page",
    )


def _syntaxes(
    tree: html.HtmlElement, base: str, material: Material
) -> Iterator[tuple[Thing, ...]]:
    blocks = (
        script.text or ""
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    )
    yield _json_ld(blocks, material)
    yield read_microdata(tree, base)
    yield read_rdfa(tree, base)
    yield read_microformats(tree, base)


def _json_ld(blocks: Iterator[str], material: Material) -> tuple[Thing, ...]:
    things, broken = read_json_ld(blocks)
    if broken:
        material.problem(
            f"{broken} of the page's JSON-LD blocks cannot be read: tell the people "
            "who run it."
        )
    return things


def _best(
    syntaxes: Iterator[tuple[Thing, ...]], wanted: Kind | None
) -> tuple[Thing, ...]:
    """The things of the first syntax that has what the source is about.

    Pages say the same in several syntaxes; the publisher alone is no answer while
    another syntax may have one.
    """
    second_best: tuple[Thing, ...] = ()
    for things in syntaxes:
        found = collect(things, wanted)
        kinds = {kind_of(one) for one in found}
        if wanted in kinds or (wanted is None and kinds - {Kind.BUSINESS}):
            return found
        second_best = second_best or found
    return second_best


def _nothing(material: Material, heading: str | None) -> ReadError:
    # "404 Not Found" says at once what is wrong.
    called = f" (“{heading}”)" if heading else ""
    return ReadError(
        f"{material.source.name} is a page{called} without structured data about "
        "events, jobs, news or businesses",
        cause="nothing-matches",
        remedy="give it selectors in [source.page], or use the address of its feed",
    )
