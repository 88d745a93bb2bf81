"""By hand: the text, ready in the network's own composer, and then "it is out".

X's web intents are free and need no app: https://docs.x.com/x-for-websites/web-intents
(read 2026-11). They open the composer with the text in it; photos are added by hand.
"""

import re
from urllib.parse import quote

from aggregator.model.errors import RefusedError

NETWORK = "x"
_INTENT = "https://x.com/intent/post?text="
_POST = re.compile(
    r"(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com"
    r"/(?P<handle>[A-Za-z0-9_]{1,15})/status/(?P<number>\d{1,20})(?:[/?#].*)?"
)


def composer_address(text: str) -> str:
    """Where a browser finds the composer with this text filled in."""
    return _INTENT + quote(text, safe="")


def post_address(written: str) -> str | None:
    """The address of a post as a person pasted it, tidied; `None` if left empty.

    Raises:
        RefusedError: it is no address of a post on X.
    """
    address = written.strip()
    if not address:
        return None
    match = _POST.fullmatch(address)
    if match is None:
        raise RefusedError(
            f"{address} is not the address of a post on X",
            remedy="open the post, copy its link: https://x.com/name/status/number",
        )
    return f"https://x.com/{match['handle']}/status/{match['number']}"
