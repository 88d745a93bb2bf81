"""A picture that nobody has described, or whose description says that it is one."""

import re

from aggregator.drafts.checks.context import EQUALITY, CheckContext
from aggregator.model.draft import Finding

_SAYS_PICTURE = re.compile(
    r"\s*(?:an?\s+|the\s+)?(?:image|picture|photo(?:graph)?|llun|ffotograff)\s+of?\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\s*\S+\.(?:jpe?g|png|gif|webp|heic)\s*", re.IGNORECASE)


def alt_text(_: str, context: CheckContext) -> Finding | None:
    if not context.image or context.is_decorative:
        return None
    message = _message(context.image_alt or "")
    if message is None:
        return None
    return Finding(rule="alt-text", message=message, source=EQUALITY)


def _message(alt: str) -> str | None:
    if not alt.strip():
        return "Describe the picture: until then the post goes without it"
    if _FILE_NAME.fullmatch(alt):
        return "The picture is described by a file's name: say what it shows"
    if _SAYS_PICTURE.match(alt):
        return "Begin the picture's description with what it shows, not “image of”"
    return None
