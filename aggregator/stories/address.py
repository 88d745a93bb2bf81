"""Canonical addresses: one spelling for what leads to one page."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

import ada_url

from aggregator.stories.wordlists import listed

# Added by mailings, networks and analytics; they never choose the page.
_TRACKING = re.compile(
    r"\A(?:utm_.*|mtm_.*|pk_.*|piwik_.*|hsa_.*|_hs.*|mc_[ce]id|fbclid|gclid|gbraid"
    r"|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|epik|s_cid|cmpid"
    r"|icid|_ga|_gl|vero_id|oly_(?:anon|enc)_id|mkt_tok|trk|aff|ref_src|ref_url|__s|_ke"
    r"|spm|srsltid|at_(?:medium|campaign|custom\d)|ns_.*|wt\.mc_id|amp|outputtype"
    r"|sessionid|phpsessid|jsessionid)\Z",
    re.IGNORECASE,
)
_REFERRER = re.compile(r"\A(?:rss|feed|twitter|facebook|newsletter|email|x|social)\Z")
_INDEX = re.compile(
    r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)\Z", re.IGNORECASE
)
_AMP_END = re.compile(r"/amp/?\Z|\.amp(?=\.html\Z|\Z)", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?#]*", re.IGNORECASE)
_MOBILE = re.compile(r"\A(?:m|mobile|amp|touch)\.(?=[^.]+\.[^.]+)", re.IGNORECASE)
# Most addresses are canonical as they are but for a slash at the end: nothing that has
# dots, two slashes, or names an index, a mobile host or AMP, and whose query is simple.
_PLAIN = re.compile(
    r"https?://(?!m\.|mobile\.|amp\.|touch\.|[0-9.]+[/:])[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"(?P<path>/(?!amp/|amp\b)(?:[A-Za-z0-9_~-]+(?:/(?!amp/?(?:\Z|\?))|(?=\?|\Z)))*)"
    r"(?:\?(?P<query>[A-Za-z0-9_-]+=[A-Za-z0-9_-]*(?:&[A-Za-z0-9_-]+=[A-Za-z0-9_-]*)*))?"
)
_POST = re.compile(r"/status(?:es)?/\d+\Z")
# One network under two names, and the mirrors by which others show a page.
_RENAMED = {"twitter.com": "x.com", "mobile.twitter.com": "x.com"}
_CACHED = re.compile(
    r"\Ahttps?://(?:www\.google\.[a-z.]+/amp/|[a-z0-9-]+\.cdn\.ampproject\.org/[cv]/)"
    r"(?P<secure>s/)?",
    re.IGNORECASE,
)
_SLUG_NUMBER = re.compile(r"\d")
# The page that lists things is the address of none of them.
_LISTS = listed(
    """all-events archive blog calendar category current-vacancies diary event events
    feed feeds find-an-event home jobs latest latest-news library-events listing
    listings news news-and-events newsroom opportunities page recruitment rss search
    tag updates upcoming upcoming-events vacancies whats-on whatson what-s-on whatsnew
    work-for-us libraries library council index activities"""
)


@lru_cache(maxsize=2_000)
def canonical(url: str) -> str:
    """The address without what does not choose the page.

    Host in lower case, no default port, no tracking parameters, no fragment unless
    it is a route (`#!/` or `#/`), the AMP and mobile forms led back to the page,
    the query in order. The scheme stays, so that the link can be followed. What is
    no address is given back as it is.
    """
    plain = _PLAIN.fullmatch(url)
    if plain is not None:
        bare = url[: plain.end("path")]
        bare = bare.rstrip("/") if plain["path"] != "/" else bare
        if not plain["query"]:
            return bare
        return bare if _POST.search(bare) else bare + _simple_query(plain["query"])
    cached = _CACHED.match(url)
    if cached is not None:
        scheme = "https" if cached["secure"] else "http"
        return canonical(f"{scheme}://{url[cached.end() :]}")
    try:
        found = ada_url.URL(url.strip())
    except ValueError:
        return url
    if found.protocol not in {"http:", "https:"} or not found.hostname:
        return url
    host = _MOBILE.sub("", found.host) if _is_name(found.hostname) else found.host
    path = _path(found.pathname)
    # A post is named by its number; what follows says who shared it.
    query = "" if _POST.search(path) else _query(found.search)
    route = found.hash if found.hash.startswith(("#/", "#!")) else ""
    return f"{found.protocol}//{host}{path}{query}{route}"


@lru_cache(maxsize=2_000)
def comparable(url: str) -> str:
    """A canonical address without scheme and `www.`: equal where pages are the same."""
    rest = (canonical(url).partition("://")[2] or url).removeprefix("www.")
    host, slash, path = rest.partition("/")
    return f"{_RENAMED.get(host, host)}{slash}{path}"


@lru_cache(maxsize=2_000)
def is_list(url: str) -> bool:
    """Whether the address is of a page that lists things, by how it is written."""
    path, _, query = comparable(url).partition("?")
    _, _, path = path.partition("/")
    if not path:
        return not re.search(r"\d", query)
    if "#" in path:
        return False
    last = path.rstrip("/").rpartition("/")[2].lower()
    return last in _LISTS and not _SLUG_NUMBER.search(query)


def _is_name(host: str) -> bool:
    return not host.replace(".", "").isdigit() and ":" not in host


def _path(path: str) -> str:
    path = _SESSION.sub("", path)
    path = _INDEX.sub("/", _AMP_END.sub("", path))
    if path.lower().startswith("/amp/"):
        path = path[len("/amp") :]
    path = re.sub(r"//+", "/", path)
    return path.rstrip("/") if len(path) > 1 else path or "/"


def _query(search: str) -> str:
    pairs = parse_qsl(search.removeprefix("?"), keep_blank_values=True)
    kept = sorted(pair for pair in pairs if not _is_tracking(*pair))
    return f"?{urlencode(kept)}" if kept else ""


def _simple_query(search: str) -> str:
    """The same where nothing in it is escaped."""
    pairs = [pair.partition("=")[::2] for pair in search.split("&")]
    kept = sorted(pair for pair in pairs if not _is_tracking(*pair))
    return f"?{'&'.join(map('='.join, kept))}" if kept else ""


def _is_tracking(name: str, value: str) -> bool:
    if _TRACKING.match(name):
        return True
    return name in {"ref", "source", "src", "from"} and bool(
        _REFERRER.match(value.lower())
    )
