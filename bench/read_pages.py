"""How fast pages are read by selectors, as ratios measured in one run.

Run it as `python -m bench.read_pages`: a page of 108 KB with 50 cards, against
beautifulsoup4 with lxml.
"""

from aggregator.read.page_fast import fast_blocks
from aggregator.read.page_slow import slow_blocks
from bench.read_feeds import best

FILLER = "<div class='x'><span>Some navigation</span><a href='/nowhere'>words</a></div>"
CARD = """<li class="card"><h3><a href="/e/{n}">Walk {n}</a></h3>
<time datetime="2026-12-05T10:30">5 Dec</time><p class="where">Old Bridge</p>
<img src="/i/{n}.jpg" alt="People walking"><p class="text">{words}</p>{filler}</li>"""
RULES: dict[str, tuple[str, str | None]] = {
    "title": ("h3", None),
    "link": ("h3 a", "href"),
    "starts": ("time", "datetime?"),
    "venue": (".where", None),
    "summary": (".text", None),
    "image": ("img", "src"),
    "image_alt": ("img", "alt"),
}


def council_page(cards: int = 50) -> str:
    words = "Meet at the bridge with good shoes. " * 10
    items = "".join(
        CARD.format(n=n, words=words, filler=FILLER * 19) for n in range(cards)
    )
    return f"<!DOCTYPE html><html><body><ul>{items}</ul></body></html>"


def compare() -> tuple[float, bool]:
    """How many times as fast as beautifulsoup4, and whether both say the same."""
    page = council_page()
    fast, slow = (read(page, "li.card", RULES) for read in (fast_blocks, slow_blocks))
    same = fast is not None and [
        {name: " ".join((text or "").split()) for name, text in block.items()}
        for block in fast[0]
    ] == [
        {name: " ".join((text or "").split()) for name, text in block.items()}
        for block in slow[0]
    ]
    peer = best(lambda: slow_blocks(page, "li.card", RULES), 5)
    ours = best(lambda: fast_blocks(page, "li.card", RULES), 30)
    return peer / ours, same


def main() -> None:
    size = len(council_page()) // 1024
    print(f"a page of 50 cards, {size} KiB, against beautifulsoup4")
    ratio, same = compare()
    print(f"  {'fast blocks':28} {ratio:6.1f} times as fast, equal: {same}")


if __name__ == "__main__":
    main()
