"""Where the addresses in a text begin and end, as X finds them.

The grammar is that of twitter-text 3.1.0 (github.com/twitter/twitter-text, read
2026-11), oddities included: with a scheme any host goes, without one only its part in
European letters, and neither its port nor its query unless a path comes before.
"""

import re
from functools import cache
from itertools import groupby
from operator import itemgetter

from aggregator.drafts.top_domains import TOP_DOMAINS

# Letters of European names that twitter-text allows in hosts and paths.
_ACCENTED = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0100-\u024f\u0253\u0254\u0256\u0257"
    "\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_INVALID = "\ufffe\ufeff\uffff"
_NO_HOST = (
    r"!'#%&()*+,\\\-./:;<=>?@\[\]\^_{|}~$\t-\r\x20\x85\xa0\u1680\u180e\u2000-\u200a"
    r"\u2028\u2029\u202f\u205f\u3000\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    + _INVALID
)
# A label begins and ends with a letter; what is before the name may have underscores.
_SUBDOMAIN = rf"(?:[^{_NO_HOST}](?:[^{_NO_HOST}]|[_-])*+(?<![_-])\.)"
_LABEL = rf"(?:[^{_NO_HOST}](?:[^{_NO_HOST}]|-)*+(?<!-)\.)"
_CYRILLIC = r"\u0400-\u04ff"
_PATH_CHARS = rf"[a-z{_CYRILLIC}0-9!\*';:=\+,\.\$/%#\[\]\-\u2013_~@\|&{_ACCENTED}]"
_BALANCED = (
    rf"\((?:{_PATH_CHARS}+|(?:{_PATH_CHARS}*\({_PATH_CHARS}+\){_PATH_CHARS}*))\)"
)
_PATH_END = rf"(?:[\+\-a-z{_CYRILLIC}0-9=_#/{_ACCENTED}]|{_BALANCED})"
_PATH = (
    rf"(?:(?:{_PATH_CHARS}*(?:{_BALANCED}{_PATH_CHARS}*)*{_PATH_END})"
    rf"|(?:@{_PATH_CHARS}+/))"
)
_QUERY = r"\?[a-z0-9!?\*'@\(\);:&=\+\$/%#\[\]\-_\.,~|]*[a-z0-9\-_&=#/]"
_SHORTENER = "t.co"
_LONGEST_SLUG = 40
_LONGEST_LABEL = 63
# A name of 253 characters has no more; without a bound "a.a.a.a" takes for ever.
_MOST_LABELS = 126
_LONGEST_ADDRESS = 4096
_PUNYCODE = "xn--"
_DOTS = re.compile("[\u3002\uff0e\uff61]")


# No address contains a space, so each word is looked at alone; and most addresses
# are whole words of the simplest form, which need not be taken apart.
_WORD = re.compile(r"\S+\.\S+")
_DOMAIN = re.compile(r"\.[^\W\d]")
_SIMPLE = re.compile(
    r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,})"
    r"(?:/(?:[a-z0-9/_.%=-]*[a-z0-9/_=-])?)?",
    re.ASCII | re.IGNORECASE,
)


@cache
def _top() -> str:
    """A top-level domain, tried letter by letter: there are 1,500, and many dots."""
    return rf"(?:{_tree(sorted(TOP_DOMAINS))}(?=[^a-z0-9@+\-]|$)|xn--[-0-9a-z]+)"


def _tree(names: list[str]) -> str:
    """A pattern of these sorted names, in which each letter is looked at once."""
    branches = [
        letter + _tree([name[1:] for name in same])
        for letter, same in groupby(filter(None, names), key=itemgetter(0))
    ]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("" if names[0] else "?")


@cache
def _whole() -> re.Pattern[str]:
    """How an address looks, after a character that may stand before it."""
    return re.compile(
        rf"(?P<before>[^A-Za-z0-9@＠$#＃{_INVALID}]|^)"  # noqa: RUF001 - they are meant
        rf"(?P<address>(?P<scheme>https?://)?(?P<host>{_SUBDOMAIN}{{0,{_MOST_LABELS}}}{_LABEL}{_top()})"
        rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?)",
        re.IGNORECASE,
    )


@cache
def _plain() -> re.Pattern[str]:
    """What of a host without a scheme X takes for one."""
    return re.compile(rf"(?:[-a-z0-9{_ACCENTED}]+\.)+{_top()}", re.IGNORECASE)


@cache
def _short() -> re.Pattern[str]:
    """X's own short addresses, which end with their slug."""
    return re.compile(rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?", re.IGNORECASE)


def addresses(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each address in a text, in order."""
    if "." not in text:
        return ()
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        simple = _SIMPLE.fullmatch(word[0])
        if simple and simple[1].lower() in TOP_DOMAINS and _SHORTENER not in word[0]:
            found.append(word.span())
        elif _DOMAIN.search(word[0]):
            # The space before it counts as the character that may stand there.
            found += _within(text, max(word.start() - 1, 0), word.end())
    return tuple(found)


def _within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The addresses in one word, by the whole grammar."""
    found: list[tuple[int, int]] = []
    for match in _whole().finditer(text, start, end):
        if not _is_possible(match):
            continue
        if match["scheme"]:
            if (last := _end(match)) is not None:
                found.append((match.start("address"), last))
        elif not match["before"].endswith(("-", "_", ".", "/")):
            found += _bare(match)
    return found


def _bare(match: re.Match[str]) -> list[tuple[int, int]]:
    """The hosts in one without a scheme; the last of them has the path."""
    at = match.start("host")
    found = [
        (at + name.start(), at + name.end())
        for name in _plain().finditer(match["host"])
    ]
    if found and match["path"]:
        found[-1] = (found[-1][0], match.end("address"))
    return found


def _end(match: re.Match[str]) -> int | None:
    short = _short().match(match["address"])
    if short is None:
        return match.end("address")
    if len(short[1]) > _LONGEST_SLUG:
        return None
    return match.start("address") + short.end()


def _is_possible(match: re.Match[str]) -> bool:
    """Whether each label could be registered: at most 63 bytes in Punycode."""
    host = match["host"]
    if host.startswith(_PUNYCODE) and _plain().search(host) is None:
        return False
    scheme = match["scheme"] or "https://"
    if len(scheme) + len(match["address"]) > _LONGEST_ADDRESS:
        return False
    return all(_in_ascii(label) <= _LONGEST_LABEL for label in host.split("."))


def _in_ascii(label: str) -> int:
    if label.isascii():
        return len(label)
    return len(".".join(map(_punycode, _DOTS.split(label))))


def _punycode(name: str) -> str:
    if name.isascii():
        return name
    return _PUNYCODE + name.encode("punycode").decode("ascii")
