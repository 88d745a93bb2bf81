"""Links into the council's own sites, told apart by where they were clicked (utm).

Nothing is shortened: a reader sees where a link leads. A text that would become too
long for its network is left as it is, and so is a link that has such a tag already.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aggregator.drafts.thread import measured

_LINK = re.compile(r"https?://[^\s<>\"]+")
# What ends a sentence is not part of the link before it.
_AFTER = ".,;:!?)'\u2019\u201d"


def tagged(
    text: str, network: str, tags: Mapping[str, str], sites: Sequence[str]
) -> str:
    """The text with the tags added to every link into one of the sites."""
    if not tags or not sites:
        return text
    changed = _LINK.sub(lambda match: _with_tags(match[0], tags, sites), text)
    before, after = measured(text, network), measured(changed, network)
    return text if after.length > after.limit >= before.length else changed


def _with_tags(link: str, tags: Mapping[str, str], sites: Sequence[str]) -> str:
    address = link.rstrip(_AFTER)
    rest = link[len(address) :]
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold()
    except ValueError:
        return link
    if not any(host == site or host.endswith(f".{site}") for site in sites):
        return link
    there = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    added = {name: value for name, value in tags.items() if name not in there}
    if not added:
        return link
    query = "&".join(filter(None, (parts.query, urlencode(added))))
    path = parts.path or "/"
    return urlunsplit((parts.scheme, parts.netloc, path, query, parts.fragment)) + rest
