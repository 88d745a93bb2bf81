"""What answers a telephone for us while it has no connection.

A service worker acts below its own address only, so this one cannot lie in /static.
"""

from pathlib import Path

from aggregator.model.errors import NotFoundError
from aggregator.web.answer import Answer, File
from aggregator.web.visit import Visit

_FILE = Path(__file__).parents[1] / "static" / "worker.js"


def show(visit: Visit) -> Answer:  # noqa: ARG001  a page's signature
    """The script, which holds nothing of anybody."""
    try:
        content = _FILE.read_bytes()
    except OSError:
        raise NotFoundError("The browser's files are not built yet") from None
    return File(content=content, media_type="text/javascript; charset=utf-8")
