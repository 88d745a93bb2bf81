"""Forms of one word as that word, numbers as figures."""

from functools import lru_cache

from aggregator.stories.synonyms import SYNONYMS

_SHORTEST_STEM = 4
_PLURALS = ("ches", "shes", "sses", "xes", "oes")


@lru_cache(maxsize=8_000)
def stem(word: str) -> str:
    """The word without plural and -ing, or the word that stands for it."""
    if word in SYNONYMS:
        return SYNONYMS[word]
    if len(word) > _SHORTEST_STEM and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _SHORTEST_STEM and word.endswith(_PLURALS):
        return SYNONYMS.get(word[:-2], word[:-2])
    if len(word) >= _SHORTEST_STEM and word.endswith("s") and not word.endswith("ss"):
        single = word[:-1]
        return SYNONYMS.get(single, single)
    if len(word) > _SHORTEST_STEM + 2 and word.endswith("ing"):
        root = word[:-3]
        root = root[:-1] if root[-1] == root[-2] else root
        return SYNONYMS.get(root, root)
    return word
