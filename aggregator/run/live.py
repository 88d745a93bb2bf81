"""What a running program is made of now: changed files are taken up by themselves.

Whoever begins something (a page, a tick) takes the parts as they are at that moment,
and keeps them until it is done.
"""

import os
import threading
import tomllib
from dataclasses import replace
from pathlib import Path

import structlog

from aggregator.config.installation import DESKS_FILE, home_of
from aggregator.config.load import FILE, TEMPLATES, load, template_texts
from aggregator.drafts.templates import load_templates
from aggregator.model.configuration import Configuration
from aggregator.model.errors import ConfigurationError
from aggregator.run.assemble import Parts

log = structlog.get_logger()

# A file's name, when it was written, how long it is, and which one it is.
_Mark = tuple[str, int, int, int]


class Live:
    """Looks whether the files have changed each time that it is asked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._directory = Path(parts.configuration.directory)
        self._marks = _marks(self._directory)
        self._lock = threading.Lock()

    def parts(self) -> Parts:
        """The parts by the files as they are; by the last good ones if they are bad.

        Then `refused` says what is wrong with them.
        """
        marks = _marks(self._directory)
        with self._lock:
            if marks != self._marks:
                self._parts = _renewed(self._parts, self._directory)
                self._marks = marks
            return self._parts


def _renewed(parts: Parts, directory: Path) -> Parts:
    try:
        configuration = load(directory, os.environ)
        templates = load_templates(template_texts(directory))
    except ConfigurationError as error:
        log.warning("sources.toml is faulty; the one before is used", faults=str(error))
        return replace(parts, refused=error.faults)
    configuration = _with_faulty_as_before(configuration, parts.configuration)
    # What is open stays open: another database is for the next start.
    configuration = replace(configuration, database=parts.configuration.database)
    if configuration != parts.configuration:
        log.info("sources.toml has changed", sources=len(configuration.sources))
    return replace(parts, configuration=configuration, templates=templates, refused=())


def _with_faulty_as_before(now: Configuration, before: Configuration) -> Configuration:
    """A source that has just been made faulty goes on as it was."""
    if not now.faults:
        return now
    good = {source.id: source for source in now.sources}
    known = {source.id: source for source in before.sources}
    ids = _ids(Path(now.directory) / FILE)
    kept = [good.get(one) or known.get(one) for one in dict.fromkeys(ids)]
    kept += [one for one in now.sources if one.shared]
    return replace(now, sources=tuple(one for one in kept if one is not None))


def _ids(path: Path) -> list[str]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return []
    listed = document.get("source")
    tables = listed if isinstance(listed, list) else []
    return [str(one.get("id")) for one in tables if isinstance(one, dict)]


def _marks(directory: Path) -> tuple[_Mark, ...]:
    own = sorted((directory / TEMPLATES).glob("*.j2"))
    home = home_of(directory)
    theirs = (home.directory / DESKS_FILE,) if home else ()
    return tuple(_mark(path) for path in (directory / FILE, *theirs, *own))


def _mark(path: Path) -> _Mark:
    try:
        found = path.stat()
    except OSError:
        return (path.name, 0, 0, 0)
    return (path.name, found.st_mtime_ns, found.st_size, found.st_ino)
