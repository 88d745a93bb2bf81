"""Canonical addresses: one to show and follow, one to compare."""

import re
from urllib.parse import parse_qsl, quote, urlencode

from ada_url import URL

# What mail, advertising and sharing tools append; none of it changes the page.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|twclid|mc_[ce]id|igshid|_hs(?:enc|mi)|mkt_tok"
    r"|yclid|ref_src|ref_url|_ga|_gl|at_\w+|cmpid|CMP|spm",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp|en)\.")
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_AMP = re.compile(r"/amp/?$|\.amp(?=\.html?$)", re.IGNORECASE)


def canonical(address: str) -> str:
    """The address without what tracks its reader; unchanged if it is no address."""
    try:
        url = URL(address)
    except ValueError:
        return address
    kept = _kept(url.search)
    url.search = f"?{kept}" if kept else ""
    if not url.hash.startswith(("#!", "#/")):
        url.hash = ""
    return str(url.href)


def comparable(address: str) -> str | None:
    """What two addresses of one page share: no scheme, `www`, AMP, order or slash."""
    try:
        url = URL(canonical(address))
    except ValueError:
        return None
    host = _MOBILE.sub("", url.hostname.lower().removesuffix("."))
    path = _INDEX.sub("/", _AMP.sub("", url.pathname)).rstrip("/")
    pairs = sorted(parse_qsl(url.search.removeprefix("?"), keep_blank_values=True))
    port = f":{url.port}" if url.port else ""
    query = f"?{urlencode(pairs, quote_via=quote)}" if pairs else ""
    return f"{host}{port}{path}{query}{url.hash}"


def _kept(search: str) -> str:
    pairs = search.removeprefix("?").split("&") if search else []
    return "&".join(
        pair
        for pair in pairs
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
