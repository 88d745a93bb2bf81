"""Where the addresses in a text begin and end, as X finds them.

The grammar is twitter-text's (github.com/twitter/twitter-text, read 2026-11): with a
scheme any host goes, without one the host has to end in a top-level domain that exists.
The domains are those of the Public Suffix List that the package carries.
"""

import re
from functools import cache

import regex
from publicsuffixlist import PublicSuffixList

# Letters of European names that twitter-text allows in hosts and paths.
_ACCENTED = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0100-\u024f\u0253\u0254\u0256\u0257"
    "\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_DIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NO_HOST = r"\s\p{P}\x00-\x1f\x7f$+<=>^`|~\ufffe\ufeff\uffff" + _DIRECTIONAL
_HOST = rf"[^{_NO_HOST}]"
_SUBDOMAIN = rf"(?:(?:{_HOST}(?:[_-]|{_HOST})*)?{_HOST}\.)"
_LABEL = rf"(?:(?:{_HOST}(?:-|{_HOST})*)?{_HOST}\.)"
_PLAIN_LABEL = rf"(?:[-a-z0-9{_ACCENTED}]+\.)"
_PUNYCODE = r"(?:xn--[-0-9a-z]+)"
_CYRILLIC = r"\u0400-\u04ff"
_PATH_CHARS = rf"[a-z{_CYRILLIC}0-9!\*';:=\+,\.\$/%#\[\]\-\u2013_~@\|&{_ACCENTED}]"
_PATH_END = rf"[\+\-a-z{_CYRILLIC}0-9=_#/{_ACCENTED}]"
_BALANCED = (
    rf"\((?:{_PATH_CHARS}+|(?:{_PATH_CHARS}*\({_PATH_CHARS}+\){_PATH_CHARS}*))\)"
)
_PATH = (
    rf"(?:(?:{_PATH_CHARS}*(?:{_BALANCED}{_PATH_CHARS}*)*{_PATH_END})"
    rf"|(?:@{_PATH_CHARS}+/)|{_BALANCED})"
)
_QUERY = r"[a-z0-9!?\*'@\(\);:&=\+\$/%#\[\]\-_\.,~|]*[a-z0-9\-_&=#/]"
_BEFORE = rf"(?<![a-z0-9@＠$#＃{_ACCENTED}])"  # noqa: RUF001 - they are meant
_SHORT = regex.compile(r"https?://t\.co/([a-z0-9]+)(?:\?" + _QUERY + ")?", regex.I)
_SHORTENER = "t.co"
_LONGEST_SLUG = 40


_LONGEST_LABEL = 63


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
def _tops() -> frozenset[str]:
    suffixes = PublicSuffixList(only_icann=True)._publicsuffix  # noqa: SLF001
    return frozenset(suffix.rpartition(".")[2] for suffix in suffixes)


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """How an address with a scheme looks, and one without."""
    tops = _tops()
    top = rf"(?:\L<tops>|{_PUNYCODE})(?=[^a-z0-9@+\-]|$)"
    tail = rf"(?::[0-9]+)?(?P<rest>(?:/{_PATH}*)?(?:\?{_QUERY})?)"
    with_scheme = rf"{_BEFORE}https?://(?P<host>{_SUBDOMAIN}*{_LABEL}{top}){tail}"
    without = rf"{_BEFORE}(?<![-_./])(?P<host>{_PLAIN_LABEL}+{top}){tail}"
    return (
        regex.compile(with_scheme, regex.I, tops=tops),
        regex.compile(without, regex.I, tops=tops),
    )


def addresses(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each address in a text, in order."""
    if "." not in text:
        return ()
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        simple = _SIMPLE.fullmatch(word[0])
        if simple and simple[1].lower() in _tops() and _SHORTENER not in word[0]:
            found.append(word.span())
        elif _DOMAIN.search(word[0]):
            inside = _within(word[0])
            found += [(word.start() + a, word.start() + b) for a, b in inside]
    return tuple(found)


def _within(text: str) -> tuple[tuple[int, int], ...]:
    """The addresses in one word, by the whole grammar."""
    with_scheme, without = _patterns()
    found: list[tuple[int, int]] = []
    position = 0
    if "://" in text:
        for match in with_scheme.finditer(text):
            if (end := _end(text, match)) is not None:
                found += _plain(text, without, position, match.start())
                found.append((match.start(), end))
                position = end
    return (*found, *_plain(text, without, position, len(text)))


def _plain(
    text: str, without: regex.Pattern[str], start: int, end: int
) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in without.finditer(text, start, end)
        if _is_name(match["host"])
    ]


def _end(text: str, match: regex.Match[str]) -> int | None:
    if short := _SHORT.match(text, match.start()):
        return short.end() if len(short[1]) <= _LONGEST_SLUG else None
    return match.end() if _is_name(match["host"]) else None


def _is_name(host: str) -> bool:
    """Whether each label could be registered: at most 63 bytes in Punycode."""
    for label in host.split("."):
        if label.lower().startswith("xn--") and not label.isascii():
            return False
        encoded = label if label.isascii() else "xn--" + _punycode(label)
        if len(encoded) > _LONGEST_LABEL:
            return False
    return True


def _punycode(label: str) -> str:
    return label.encode("punycode").decode("ascii")
