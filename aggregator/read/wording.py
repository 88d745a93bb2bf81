"""What words around a fact give away: "CANCELLED: Storytime", "Free", error items."""

import re
from functools import lru_cache

from aggregator.model.facts import Status

_STATUS = re.compile(
    r"\A\W*(?P<word>cancell?ed|postponed)\b\s*[\])]?\s*[:\u2013!*-]*\s*(?P<rest>.+)\Z"
    r"|\A(?P<before>.+?)\s*(?:[:\u2013(\[*-]+\s*)(?P<last>cancell?ed|postponed)\W*\Z",
    re.IGNORECASE,
)
_WORDS = {
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "postponed": Status.POSTPONED,
}
# What RSS-Bridge, RSSHub, FetchRSS and proxies put into a feed when they fail.
_ERROR_TITLE = re.compile(
    r"\A(?:bridge (?:returned error|error:?) \d+"
    r"|rss-?bridge (?:was unable|failed|error)"
    r"|.{1,80} was unable to receive or process the remote website"
    r"|(?:freshrss|tt-rss|tiny tiny rss|feedburner|feed informer)\b.*"
    r"(?:error|failed|unable|not found|no longer)"
    r"|(?:this |our |the )?(?:rss |news |atom )?feeds? (?:has|have|is|are)"
    r" (?:now )?(?:been )?(?:moved|expired|disabled|discontinued|no longer available)"
    r"|(?:rsshub|feed43|fetchrss|politepol|politepaul|rss\.app)\b.*"
    r"(?:error|expired|failed|upgrade|disabled)"
    r"|(?:http )?error:? ?\d{3}\b|[45]\d\d (?:error|bad gateway|service unavailable"
    r"|internal server error|forbidden|not found|gateway time-?out)"
    r"|(?:an )?error occurred while|this feed is no longer"
    r"|access denied\Z|just a moment(?:\.{3}|…)|attention required!"
    r"|checking your browser before|verify(?:ing)? you are human"
    r"|(?:page|file) not found\Z|service (?:temporarily )?unavailable\Z"
    r"|(?:site |website )?(?:under|down for) maintenance\Z)",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:(?<=[.!?…\])])\s*(?:read more|continue reading|find out more)\b[^.!?]{0,60}"
    r"|(?:\s*\[?…\]|\s*\[\.{3}\])"
    r"|\s+the post .{1,200} (?:appeared first on|first appeared on) .{1,100})\Z",
    re.IGNORECASE,
)
_FAREWELL_WORDS = ("more", "reading", "appeared", "…]", "...]")
_FREE = re.compile(r"\A(?:£|gbp)?\s*0+(?:\.0+)?\s*(?:gbp)?\Z|\Afree\Z", re.IGNORECASE)


def status_in_title(title: str) -> tuple[str, Status | None]:
    """The title without its status, so that it still matches; and the status."""
    lower = title.lower()
    if "cancel" not in lower and "postponed" not in lower:
        return title, None
    found = _STATUS.match(title)
    if found is None:
        return title, None
    status = _WORDS[(found["word"] or found["last"]).lower()]
    return (found["rest"] or found["before"]).strip(), status


def without_farewell(text: str | None) -> str | None:
    """A summary without "Read more" and the links that blogs put below."""
    if text is None:
        return None
    end = text[-400:].lower()
    # The pattern is dear, and most texts end in their own words.
    if not any(word in end for word in _FAREWELL_WORDS):
        return text
    return _FAREWELL.sub("", text).strip() or text


def is_error_item(title: str) -> bool:
    """Whether an entry is a bridge or system telling of its own failure."""
    return _ERROR_TITLE.match(title) is not None


def price_wording(written: str | None) -> str | None:
    """A price as the source words it, and nothing to pay as "Free"."""
    if written is None:
        return None
    return "Free" if _FREE.match(written) else written


@lru_cache(maxsize=256)
def language_of(*written: str | None) -> str | None:
    """The first usable language tag, without its region: `en` of `en-GB`."""
    for tag in written:
        if tag and (found := re.match(r"\A\s*([A-Za-z]{2,3})(?:[-_]|\s*\Z)", tag)):
            return found[1].lower()
    return None
