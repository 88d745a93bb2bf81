"""Pages that come instead of what was asked for, and say so in their title."""

import re

from aggregator.model.errors import ReadError
from aggregator.read.clean import title
from aggregator.read.material import Material
from aggregator.read.wording import is_error_item

_TITLE = re.compile(r"<title[^>]*>(.{1,300}?)</title", re.IGNORECASE | re.DOTALL)
_LOOKED_AT = 8192
_AGAINST_ROBOTS = re.compile(
    r"just a moment|attention required|access denied|checking your browser"
    r"|are you (?:a )?(?:human|robot)|verify(?:ing)? you are human",
    re.IGNORECASE,
)


def failure_page(material: Material) -> ReadError | None:
    """What the title of an error page says; `None` where it is none."""
    found = _TITLE.search(material.text[:_LOOKED_AT])
    heading = title(found[1]) if found else None
    if heading is None or not is_error_item(heading):
        return None
    name = material.source.name
    if _AGAINST_ROBOTS.match(heading):
        return ReadError(
            f"{name} sent a page against robots (“{heading}”) instead of its news",
            cause="kept-out",
            remedy="ask the people who run the site to let this program in",
        )
    return ReadError(
        f"{name} sent an error page (“{heading}”) instead of its news",
        cause="failure",
        remedy="it is asked again later; if it lasts, ask the people who run the site",
    )
