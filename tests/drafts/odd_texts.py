"""Texts made by chance of what is hard to count, the same for the same seed."""

# ruff: noqa: RUF001, SIM905 - odd characters are meant; word lists read better so

import random
from collections.abc import Iterator

WORDS = (
    "the library council at Saturday 10am free £3 café naïve Ynys Môn Llŷn e.g. i.e. "
    "p.m. 3.5 v1.2 noon.Then tea.Now end.In it.is Dr.Who St.Helens U.S.A. node.js "
    "Amazon.Books Lancaster.active"
).split()
HOSTS = (
    "example.com example.org www.example.co.uk gov.uk sub.domain.example.gov.wales "
    "t.co twitter.com foo.bar a-b.io x_y.com -bad.com bad-.org 1.2 192.168.0.1 "
    "xn--nxasmq6b.com münchen.de 例え.jp 日本語.com тест.рф пример.испытание "
    "a.b.c.museum foo.lancaster bar.amazon qux.kids foo.music go.boots foo.cymru "
    "llyfr.wales foo.invalid localhost EXAMPLE.COM Example.Co.Uk a..b.com .com com."
).split()
PATHS = (
    " / /a /a/b-c_d /a(b) /a(b(c)d) /Русские /café ?q=1 /?q=a&b=c /x? /x. /x, #frag "
    "/#!/a /a;b /@user/x /~me :8080 :8080/a :x /a'b /a! /%20b /a–b /日本 /x… /a|b /[a] "
    "/a* /$a"
).split(" ")
BEFORE = (
    " ( \" ' @ # $ . - _ / é 日本 。 a “ [ — \u200e \u202b \u200b = ! : & 1"
).split(" ")
AFTER = (' ) " . , ! ? … 日本 é 。 @ #tag \u200f \u202c ’s - _ / = a').split(" ")
LETTERS = "日本語図書館のイベント無料講座한국어"
EMOJI = (
    "😀 🎉 📚 ❤️ ❤ ☕ ☀️ ✌🏽 👍🏿 👩‍👩‍👧‍👦 👨‍👦 "
    "👩‍❤️‍💋‍👨 👩🏾‍🚒 👨‍⚖️ 🏃🏻‍♀️ 🏋️‍♂️ 🤷‍♂ "
    "🕵🏼‍♀️ 🏳️‍🌈 🏴‍☠️ 👁‍🗨 🇬🇧 🇽🇰 🇬 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 "
    "🏴󠁵󠁳󠁴󠁸󠁿 5️⃣ #⃣ *️⃣ ™️ ™ © ®️ ℹ️ 🏻 🧑‍🤝‍🧑 ❤️‍🔥 "
    "🫠 🤏🏽 🦻 🧞‍♀️ 👯‍♂️ 🐻‍❄️ 👨🏽‍🦰 🧑‍🎄 🎅🏼 "
    "☎︎ ⌚︎ 🀄"
).split(" ")
ODD = [
    *("\u200d", "\ufe0f", "\u200e", "\u200f", "\u202a", "\u202c", "\u2066", "\u2069"),
    *("\u20e3", "\u0301", "e\u0301", "A\u030a", "\u1112\u1161\u11ab", "\u00a0"),
    *("\u3000", "\u2028", "…", "–", "—", "“", "’", "\u00ad", "\u2060", "ﬁ", "½", "€"),
    *("\n", "\n\n", "\t", "&", "<", "1\u20e3", "مكتبة.com", "سلام", "שלום", "ไทย"),
    *("\ufeff", "\U00020021", "☃"),
]


def texts(seed: int, count: int) -> Iterator[str]:
    """So many texts, each with a word in it."""
    chance = random.Random(seed)
    for _ in range(count):
        pieces = [_piece(chance) for _ in range(chance.randint(1, 9))]
        ends = [chance.choice([" ", " ", " ", "", "\n"]) for _ in pieces]
        odd = "".join(map("".join, zip(pieces, ends, strict=True)))
        yield f"{odd}{chance.choice(WORDS)}"


def _piece(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(WORDS)
    if kind < 0.6:
        return _address(chance)
    if kind < 0.8:
        after = ["", "", chance.choice(EMOJI), "\u200d" + chance.choice(EMOJI)]
        return chance.choice(EMOJI) + chance.choice(after)
    if kind < 0.86:
        return "".join(chance.choices(LETTERS, k=chance.randint(1, 5)))
    if kind < 0.96:
        return chance.choice(ODD) + chance.choice(["", chance.choice(ODD)])
    return chance.choice("#＃@＠$") + chance.choice(WORDS)


def _address(chance: random.Random) -> str:
    schemes = ["", "", "http://", "https://", "HTTP://", "https:/", "ftp://", "://"]
    return "".join(
        (
            chance.choice(BEFORE),
            chance.choice(schemes),
            chance.choice(HOSTS),
            chance.choice(PATHS),
            chance.choice(["", chance.choice(PATHS)]),
            chance.choice(AFTER),
        )
    )
