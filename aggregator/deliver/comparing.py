"""Whether what an account shows is what was sent, whatever the network made of it."""

import html
import re
import unicodedata
from collections.abc import Iterable

from bs4 import BeautifulSoup

_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_MENTIONS = re.compile(r"^(?:@[\w.@-]+\s+)+")
_SPACE = re.compile(r"\s+")


def essence(text: str) -> str:
    """What is left of a text without spaces, schemes and leading mentions."""
    plain = unicodedata.normalize("NFC", text).replace("\ufe0f", "")
    plain = _MENTIONS.sub("", plain.strip())
    return _SPACE.sub("", _SCHEME.sub("", plain)).rstrip("/").casefold()


def from_x(text: str, links: Iterable[tuple[str, str]]) -> str:
    """A post as it was written: `links` are pairs of short and full address.

    The address that X adds for pictures was not written, and is left out.
    """
    for short, full in links:
        picture = re.search(r"/status/\d+/(?:photo|video)/\d+$", full)
        text = text.replace(short, "" if picture else full)
    return html.unescape(text)


def from_html(content: str) -> str:
    """A status as it was written, from Mastodon's markup."""
    soup = BeautifulSoup(content, "lxml")
    for end in soup.find_all(["br", "p"]):
        end.append(" ")
    return soup.get_text()
