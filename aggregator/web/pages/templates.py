"""How posts are worded: each template, and what it would say of a real story."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aggregator.config.template_files import TemplateFile, template_file, template_files
from aggregator.deliver.networks import network
from aggregator.desk import templates
from aggregator.drafts.template_rules import FACTS, TONES
from aggregator.drafts.templates import FILTERS, load_templates
from aggregator.model.errors import ConflictError, Fault, TemplateError
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.run.trying import Tried, try_out
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.pages.sources import desk_of
from aggregator.web.visit import Visit

_LONGEST = 40_000
# What stands for the stroke of a folder in an address.
_FOLDER = "~"
_OF_KIND = {kind.value: frozenset({kind}) for kind in Kind}
_FOR = {
    "event": "An event",
    "job": "A job",
    "news": "News",
    "business": "A local business",
    "share": "What others post, to be shared",
    "reminder": "A reminder, of an event or a closing date",
    "change": "A change to what was posted",
    "cancellation": "What is cancelled",
    "postponement": "What is postponed",
    "sold-out": "What is sold out",
    "campaign": "A post of a campaign",
    "live": "A post while it happens",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the text in the form would say of a story, or why it says nothing."""

    tried: tuple[Tried, ...] = ()
    faults: tuple[Fault, ...] = ()
    story: Story | None = None


def show(visit: Visit) -> Answer:
    """Every template, and what it is for."""
    rows = [
        (one, address_of(one.name), purpose_of(one.name))
        for one in template_files(_folder(visit))
    ]
    values = {"rows": rows, "voice": visit.parts.configuration.voice}
    return Shown(template="templates.html", values=values)


def edit(visit: Visit) -> Answer:
    """One template in a form, and what it says of a story that is there."""
    there = _there(visit)
    return _form(visit, there, there.text, story=visit.asked("story"))


def look(visit: Visit) -> Answer:
    """What the form would say: a piece of the page, or all of it without scripts."""
    there = _there(visit)
    text, chosen = _typed(visit), visit.form.get("story")
    if visit.request.headers.get("hx-request"):
        seen = _preview(visit, there.name, text, _stories(visit, there.name), chosen)
        return Shown(template="template_preview.html", values={"preview": seen})
    return _form(visit, there, text, story=chosen)


def keep(visit: Visit) -> Answer:
    """Write it, unless it is faulty or somebody was quicker; nothing typed is lost."""
    there = _there(visit)
    text, chosen = _typed(visit), visit.form.get("story")
    mark = visit.form.get("mark", "")
    try:
        templates.change(desk_of(visit), there.name, text, mark)
    except TemplateError as error:
        return _form(visit, there, text, story=chosen, error=error, status=422)
    except ConflictError as error:
        return _form(visit, there, text, story=chosen, error=error, status=409)
    return Sent(to=f"{address_of(there.name)}?said=kept")


def put_back(visit: Visit) -> Answer:
    """The text that the program came with."""
    there = _there(visit)
    templates.put_back(desk_of(visit), there.name, visit.form.get("mark", ""))
    return Sent(to=f"{address_of(there.name)}?said=back")


def purpose_of(name: str) -> str:
    """What a template is for, in words."""
    folder, _, file = name.rpartition("/")
    stem, _, language = file.removesuffix(".j2").partition(".")
    words = _FOR.get(stem, "Your own")
    welsh = ", in Welsh" if language == "cy" else ""
    return f"{words}{welsh}{f', of {folder}' if folder else ''}"


def address_of(name: str) -> str:
    """The page of a template; a campaign's is in a folder."""
    return f"/templates/{name.replace('/', _FOLDER)}"


def _there(visit: Visit) -> TemplateFile:
    name = visit.request.path_params["name"].replace(_FOLDER, "/")
    return template_file(_folder(visit), name)


def _form(
    visit: Visit,
    there: TemplateFile,
    text: str,
    *,
    story: str | None,
    error: TemplateError | ConflictError | None = None,
    status: int = 200,
) -> Shown:
    known = _stories(visit, there.name)
    values = {
        "file": there,
        "address": address_of(there.name),
        "purpose": purpose_of(there.name),
        "text": text,
        "mark": visit.form.get("mark") if status == 422 else there.mark,  # noqa: PLR2004
        "stories": known,
        "networks": [(one, network(one).title) for one in _networks(visit)],
        "network": _network(visit),
        "preview": _preview(visit, there.name, text, known, story),
        "error": error,
        "conflict": isinstance(error, ConflictError),
        "said": visit.asked("said"),
        "facts": FACTS,
        "filters": sorted(FILTERS),
        "tones": TONES,
    }
    return Shown(template="template_form.html", values=values, status=status)


def _preview(
    visit: Visit, name: str, text: str, known: Sequence[Story], chosen: str | None
) -> Preview:
    story = next((one for one in known if one.id == chosen), None) or next(
        iter(known), None
    )
    configuration = visit.parts.configuration
    try:
        variants = load_templates({name: text}).files[name]
        if story is None:
            return Preview()
        tried = try_out(
            name,
            variants,
            story,
            _network(visit),
            council=configuration.council,
            voice=configuration.voice,
            now=visit.now,
        )
    except TemplateError as error:
        return Preview(faults=error.faults, story=story)
    return Preview(tried=tried, story=story)


def _stories(visit: Visit, name: str) -> tuple[Story, ...]:
    stem = name.rpartition("/")[2].partition(".")[0]
    kinds = _OF_KIND.get(stem, frozenset({Kind.EVENT, Kind.JOB}))
    return templates.to_try(visit.parts.database, kinds)


def _networks(visit: Visit) -> tuple[str, ...]:
    accounts = visit.parts.configuration.council.accounts
    return tuple(dict.fromkeys(account.network for account in accounts))


def _network(visit: Visit) -> str:
    asked = visit.form.get("network") or visit.asked("network")
    networks = _networks(visit)
    return asked if asked in networks else networks[0]


def _typed(visit: Visit) -> str:
    return visit.form.get("text", "")[:_LONGEST]


def _folder(visit: Visit) -> Path:
    return visit.sources_file.parent
