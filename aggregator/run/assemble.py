"""The composition root: a folder becomes the parts of a running program."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from aggregator.config.installation import home_of
from aggregator.config.load import load, template_texts
from aggregator.desk.album import Album
from aggregator.drafts.templates import Templates, load_templates
from aggregator.fetch.recent import Recent
from aggregator.fetch.remembered import Remembered
from aggregator.model.configuration import Configuration
from aggregator.model.errors import Fault
from aggregator.run.apart import Apart
from aggregator.run.clock import now
from aggregator.run.common import Common
from aggregator.run.data_folder import PICTURES, data_folder
from aggregator.run.placing import rekey
from aggregator.store.database import IDLE, Database, open_database
from aggregator.store.schema import bring_up_to_date

# Each desk's login needs connections of its own, and a server has some hundred.
_IDLE_OF_MANY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What one running program is made of; it holds, and does nothing.

    `remembered` is what sites said in their robots.txt, kept from cycle to cycle.
    `recent` are documents that somebody looked at a moment ago; `apart` reads those
    that may take long.
    `refused` are the faults of files that were changed since and cannot be used.
    `desk` is its name where it is one of several, else empty; `common` what it has
    together with the others.
    """

    configuration: Configuration
    templates: Templates
    database: Database
    album: Album
    clock: Callable[[], datetime]
    remembered: Remembered = field(default_factory=Remembered)
    recent: Recent = field(default_factory=Recent)
    apart: Apart = field(default_factory=Apart)
    refused: tuple[Fault, ...] = ()
    desk: str = ""
    common: Common | None = None


@contextmanager
def assembled(
    directory: Path,
    *,
    clock: Callable[[], datetime] = now,
    common: Common | None = None,
) -> Iterator[Parts]:
    """The parts for a folder, opened and closed together.

    `common` is what the desks of one process have together; a desk that is opened
    alone has its own.

    Raises:
        ConfigurationError: `sources.toml` or a template cannot be used.
        StoreError: the database cannot be opened or brought up to date.
    """
    configuration = load(directory, os.environ)
    templates = load_templates(template_texts(directory))
    data = data_folder(directory)
    home = home_of(directory)
    database = open_database(
        configuration.database, idle=_IDLE_OF_MANY if home else IDLE
    )
    with ExitStack() as stack:
        stack.callback(database.close)
        bring_up_to_date(database)
        if home and common is None:
            common = Common(home.directory, os.environ, clock)
            stack.callback(common.close)
        with database.transaction() as connection:
            rekey(connection, clock())
        yield Parts(
            configuration=configuration,
            templates=templates,
            database=database,
            album=Album(data / PICTURES),
            clock=clock,
            remembered=common.remembered if common else Remembered(),
            apart=stack.enter_context(closing(Apart())),
            desk=home.desk if home else "",
            common=common,
        )
