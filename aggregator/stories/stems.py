"""Forms of one word as that word, numbers as figures."""

_SHORTEST_STEM = 4
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_SAME = {
    **dict.fromkeys(("kid", "kids", "child", "childrens", "children"), "child"),
    **dict.fromkeys(("xmas", "crimbo"), "christmas"),
    **dict.fromkeys(("libraries", "lib"), "library"),
    **dict.fromkeys(("center", "ctr"), "centre"),
    **dict.fromkeys(("rd",), "road"),
    **dict.fromkeys(("ave",), "avenue"),
    **dict.fromkeys(("babies", "babys"), "baby"),
    **dict.fromkeys(("teenager", "teenagers", "teenage"), "teen"),
    **dict.fromkeys(("families",), "family"),
    **dict.fromkeys(("reopens", "reopening", "reopened"), "reopen"),
    **dict.fromkeys(("closes", "closing", "closed", "closure", "closures"), "close"),
    **dict.fromkeys(("opens", "opening", "opened"), "open"),
    **dict.fromkeys(("approves", "approved", "approval"), "approve"),
    **dict.fromkeys(("councillors", "councillor", "cllr", "cllrs"), "council"),
    **dict.fromkeys(("intro",), "introduction"),
    **dict.fromkeys(("asst",), "assistant"),
    **dict.fromkeys(("mgr",), "manager"),
    **dict.fromkeys(("snr", "sr"), "senior"),
    **dict.fromkeys(("womens", "women"), "woman"),
    **dict.fromkeys(("mens", "men"), "man"),
    **{word: str(number) for number, word in enumerate(_NUMBERS, 1)},
    **{word: word[0] for word in ("1st", "2nd", "3rd", "4th", "5th")},
    "fives": "5",
}


def stem(word: str) -> str:
    """The word without plural and -ing, or the word that stands for it."""
    if word in _SAME:
        return _SAME[word]
    if len(word) > _SHORTEST_STEM and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= _SHORTEST_STEM and word.endswith("s") and not word.endswith("ss"):
        single = word[:-1]
        return _SAME.get(single, single)
    if len(word) > _SHORTEST_STEM + 2 and word.endswith("ing"):
        root = word[:-3]
        return root[:-1] if root[-1] == root[-2] else root
    return word
