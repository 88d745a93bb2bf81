"""A story with an address, and a post without it."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding

_TAGS = re.compile(r"\s*(?:#\w+\s*)+$")


def missing_link(text: str, context: CheckContext) -> Finding | None:
    if not context.link or context.link in text:
        return None
    if "http://" in text or "https://" in text:
        return None
    return Finding(
        rule="missing-link",
        message="The link to the story is missing",
        source=DESK,
        fix=_with_link(text.rstrip(), context.link),
        remedy="add the link",
    )


def _with_link(text: str, link: str) -> str:
    """The text with its link, before the hashtags that it ends with."""
    tags = _TAGS.search(text)
    if tags is None:
        return f"{text}\n{link}"
    return f"{text[: tags.start()]}\n{link}\n{tags[0].strip()}"
