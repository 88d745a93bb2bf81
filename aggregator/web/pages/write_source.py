"""A source is added or changed in the browser, with what it would bring beside it."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aggregator.config.one import judge_source
from aggregator.desk import sources
from aggregator.desk.browse import source_health
from aggregator.model.errors import (
    ConfigurationError,
    ConflictError,
    FetchError,
    ReadError,
    RefusedError,
)
from aggregator.model.source import Source
from aggregator.run.previewing import ALLOWED_BY, Preview, half_written, preview
from aggregator.run.proposing import propose
from aggregator.run.trial import Bench
from aggregator.run.typed import as_typed
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.pages.sources import desk_of, named
from aggregator.web.source_form import (
    KINDS,
    SELECTORS,
    Typed,
    field_faults,
    fields_of,
    fields_of_rules,
    formats,
    intervals,
    typed,
    values_of,
)
from aggregator.web.visit import Visit

_BY_HAND = (
    "This source is inside the council's own network, so its address can be changed by "
    "hand alone, in sources.toml"
)


def find(visit: Visit) -> Answer:
    """Which address is it?"""
    return _finding(visit, visit.asked("url") or "")


def found(visit: Visit) -> Answer:
    """What can be read at an address, each with what it would bring."""
    url = visit.form.get("url", "").strip()[:2000]
    if not url.lower().startswith(("http://", "https://")):
        url = f"https://{url}" if url and ":" not in url.partition("/")[0] else url
    private = _private(visit, visit.form)
    bench = Bench(
        configuration=visit.parts.configuration,
        templates=visit.parts.templates,
        clock=visit.parts.clock,
    )
    source, faults = judge_source(_alone({"url": url}), "Europe/London")
    if source is None:
        return _finding(visit, url, error=field_faults(faults).get("url"), status=422)
    try:
        offers = asyncio.run(propose(bench, source.url, private))
    except (FetchError, ReadError) as error:
        told = str(as_typed(error, source.url, ALLOWED_BY))
        return _finding(visit, url, error=told, status=422)
    listed = [
        (
            one,
            {
                "name": one.name,
                "url": one.url,
                "kind": one.kind.value if one.kind else "auto",
                "format": one.format,
                "every": "1h",
                "inside": visit.form.get("inside", ""),
                "follow": str(one.follow or ""),
                "follow_only": one.follow_only or "",
                "pages": str(one.pages or ""),
                **(fields_of_rules(one.page) if one.page else {}),
            },
        )
        for one in offers
    ]
    return _finding(visit, url, offers=listed)


def begin(visit: Visit) -> Answer:
    """The form for a new source, filled in with what was chosen."""
    fields = typed(visit.form)
    return _form(visit, fields | {"every": fields["every"] or "1h"})


def new(visit: Visit) -> Answer:
    """An empty form, for somebody who knows what to write."""
    return _form(visit, fields_of({}))


def edit(visit: Visit) -> Answer:
    """The form for a source as the file has it."""
    name = visit.request.path_params["source"]
    try:
        there = sources.as_written(visit.sources_file, name)
    except ConfigurationError:
        return Sent(to="/sources")  # where every fault of the file is shown
    return _form(visit, fields_of(there.values), source=name, mark=there.mark)


def look(visit: Visit) -> Answer:
    """What the form would bring: a piece of the page, or all of it without scripts."""
    name = visit.form.get("source") or None
    fields = typed(visit.form)
    seen = _preview(visit, fields, name, again=visit.form.get("again") == "1")
    if visit.request.headers.get("hx-request"):
        return Shown(template="source_preview.html", values={"preview": seen})
    mark = visit.form.get("mark")
    return _form(visit, fields, source=name, mark=mark, seen=seen)


def add(visit: Visit) -> Answer:
    """Put a new source into the file."""
    fields = typed(visit.form)
    values = values_of(fields)
    if private := _private(visit, visit.form):
        values["allow_private"] = list(private)
    if faults := _faults(_alone(values, name=values["name"])):
        return _form(visit, fields, faults=faults, status=422)
    try:
        name = sources.add(desk_of(visit), _given(values))
    except ConfigurationError as error:
        return _form(visit, fields, error=error, status=422)
    return Sent(to=f"/sources/{name}?said=added")


def change(visit: Visit) -> Answer:
    """Write what was changed; nothing typed is lost where it cannot be."""
    name = visit.request.path_params["source"]
    fields, mark = typed(visit.form), visit.form.get("mark", "")
    try:
        there = sources.as_written(visit.sources_file, name)
    except ConfigurationError as error:
        return _form(visit, fields, source=name, mark=mark, error=error, status=422)
    values = _as_there(values_of(fields), there.values)
    faults = _faults({**there.values, **_given(values), "id": name})
    if _leaves_its_host(there.values, fields):
        faults["url"] = _BY_HAND
    if faults:
        return _form(visit, fields, source=name, mark=mark, faults=faults, status=422)
    try:
        sources.change(desk_of(visit), name, values, mark)
    except ConflictError as error:
        return _form(
            visit,
            fields,
            source=name,
            mark=there.mark,
            error=error,
            meanwhile=fields_of(there.values),
            status=409,
        )
    except ConfigurationError as error:
        return _form(visit, fields, source=name, mark=mark, error=error, status=422)
    return Sent(to=f"/sources/{name}?said=changed")


def adopt(visit: Visit) -> Answer:
    """Write the address that a source has moved to in the place of its old one."""
    source = named(visit)
    there = sources.as_written(visit.sources_file, source.id)
    known = source_health(visit.parts.database).get(source.id)
    moved_to = known.moved_to if known else None
    if moved_to is None:
        raise ConflictError(f"{source.name} has not moved, or not any more")
    if _leaves_its_host(there.values, {"url": moved_to}):
        raise RefusedError(_BY_HAND)
    sources.change(desk_of(visit), source.id, {"url": moved_to}, there.mark)
    return Sent(to=f"/sources/{source.id}?said=changed")


def remove(visit: Visit) -> Answer:
    """Take it out of the file."""
    name = visit.request.path_params["source"]
    sources.remove(desk_of(visit), name, visit.form.get("mark", ""))
    return Sent(to=f"/sources?removed={name}")


def _preview(
    visit: Visit, fields: Mapping[str, str], name: str | None, *, again: bool
) -> Preview | None:
    """What can be told of a form that may be half written."""
    if not fields["url"]:
        return None
    values = _given(values_of(fields))
    values.pop("expect", None)
    item = fields["page-item"]
    if item and not fields["page-title"]:
        values["page"] |= {"title": "*"}
    allowed = _allowed(visit, fields, name)
    whole = _alone(values, name=values.get("name") or "Preview")
    timezone = visit.parts.configuration.council.timezone
    source, faults = judge_source({**whole, "allow_private": allowed}, timezone)
    if source is None:
        return Preview(error=" ".join(field_faults(faults).values()))
    if source.page is not None and not fields["page-title"]:
        source = half_written(source, source.page)
    return preview(visit.parts, source, again=again)


def _allowed(visit: Visit, fields: Mapping[str, str], name: str | None) -> list[str]:
    """The private networks that a preview may reach."""
    if name is None:
        return list(_private(visit, fields))
    there = _configured(visit, name)
    if there is None:
        return []
    as_it_was = {"url": there.url, "allow_private": there.allow_private}
    return [] if _leaves_its_host(as_it_was, fields) else list(there.allow_private)


def _private(visit: Visit, form: Mapping[str, str]) -> tuple[str, ...]:
    """Those that whoever runs the desk has opened to it, if they were ticked."""
    if form.get("inside") != "1":
        return ()
    return visit.parts.configuration.desk.allow_private


def _leaves_its_host(there: Mapping[str, Any], fields: Mapping[str, str]) -> bool:
    """Whether an address inside the council's network would become another's."""
    if not there.get("allow_private"):
        return False
    try:
        return bool(urlsplit(there["url"])[:2] != urlsplit(fields["url"])[:2])
    except ValueError:
        return True


def _as_there(values: dict[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """What the form leaves as usual is not written where the file leaves it out."""
    usual = fields_of({})
    return {
        key: None if key not in there and value == usual.get(key) else value
        for key, value in values.items()
    }


def _alone(values: Mapping[str, Any], name: str | None = "New") -> dict[str, Any]:
    return {**_given(values), "id": "new", "name": name}


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _given(value) if isinstance(value, Mapping) else value
        for key, value in values.items()
        if value is not None
    }


def _faults(values: Mapping[str, Any]) -> dict[str, str]:
    return field_faults(judge_source(values, "Europe/London")[1])


def _finding(
    visit: Visit,
    url: str,
    *,
    offers: list[tuple[Any, dict[str, str]]] | None = None,
    error: str | None = None,
    status: int = 200,
) -> Shown:
    values = {
        "url": url,
        "offers": offers,
        "error": error,
        "inside": visit.form.get("inside") == "1",
        "networks": visit.parts.configuration.desk.allow_private,
    }
    return Shown(template="source_find.html", values=values, status=status)


def _form(
    visit: Visit,
    fields: Mapping[str, str],
    *,
    source: str | None = None,
    mark: str | None = None,
    faults: Mapping[str, str] | None = None,
    error: Exception | None = None,
    seen: Preview | None = None,
    meanwhile: Mapping[str, str] | None = None,
    status: int = 200,
) -> Shown:
    values: dict[str, Any] = {
        "typed": Typed(fields=fields, faults=faults or {}),
        "source": _configured(visit, source),
        "id": source,
        "mark": mark,
        "error": error,
        "conflict": isinstance(error, ConflictError),
        "meanwhile": meanwhile,
        "preview": seen,
        "selectors": SELECTORS,
        "kinds": KINDS,
        "formats": formats(),
        "intervals": intervals(fields.get("every", "")),
        "networks": visit.parts.configuration.desk.allow_private,
    }
    return Shown(template="source_form.html", values=values, status=status)


def _configured(visit: Visit, name: str | None) -> Source | None:
    known = visit.parts.configuration.sources
    return next((source for source in known if source.id == name), None)
