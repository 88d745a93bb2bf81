"""Templates are changed in the browser, each change with a line of who made it."""

from aggregator.config.load import TEMPLATES
from aggregator.config.template_files import TemplateFile, packaged, put, template_file
from aggregator.desk.roles import Action, require
from aggregator.desk.sources import Desk
from aggregator.drafts.templates import load_templates
from aggregator.model.errors import ConflictError, NotFoundError
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.store import audit, stories
from aggregator.store.database import Database

# To try a template on: as many as a list can be read through.
_TRIED_ON = 20


def to_try(database: Database, kinds: frozenset[Kind]) -> tuple[Story, ...]:
    """The newest stories of these kinds."""
    with database.reading() as connection:
        return stories.newest(connection, kinds, _TRIED_ON)


def change(desk: Desk, name: str, text: str, seen: str) -> TemplateFile:
    """Another text; `seen` is the mark of the one that the person had before them.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such template.
        TemplateError: the text is no template; nothing is written.
        ConflictError: somebody changed it meanwhile.
        RefusedError: the file cannot be written.
    """
    require(desk.person, Action.CONFIGURE)
    words = text.replace("\r\n", "\n").strip("\n") + "\n"
    load_templates({name: words})
    return _written(desk, name, words, seen, "change template")


def put_back(desk: Desk, name: str, seen: str) -> TemplateFile:
    """The text that the program came with.

    Raises:
        As for `change`; NotFoundError also where it came with none.
    """
    require(desk.person, Action.CONFIGURE)
    ours = packaged(name)
    if ours is None:
        raise NotFoundError(f"{name} is your own: there is none to put back")
    return _written(desk, name, ours, seen, "put back template")


def _written(desk: Desk, name: str, text: str, seen: str, what: str) -> TemplateFile:
    """The file and the line about it: neither without the other."""
    directory = desk.file.parent
    before = template_file(directory, name)

    def edit(there: str) -> str:
        if TemplateFile(name=name, text=there, own=True).mark != seen:
            raise ConflictError(
                f"{name} was changed meanwhile",
                remedy="what it says now is shown below, and what you typed is kept",
            )
        return text

    with desk.database.transaction() as connection:
        put(directory, name, edit, desk.now)
        if before.text != text:
            audit.write(
                connection,
                who=desk.person.name,
                what=what,
                subject=f"template {TEMPLATES}/{name}",
                before=before.text,
                after=text,
                now=desk.now,
            )
    return template_file(directory, name)
