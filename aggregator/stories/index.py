"""Stories found by the keys of their items: the same in memory and in a database."""

from collections.abc import Collection, Iterable, Mapping

# A key that so many stories have tells little; it is asked only where no other helps.
COMMON_KEY = 12
# The right story shares several keys; what shares fewer than so many others do, is
# another thing of that day or name.
MOST = 6
# What a key counts by its last two bits (see `stories/keys.py`); what does not share a
# quarter of what another story does, is not looked at. Weak
# keys are of two grids, and a word that is in both counts once: each grid has a half of
# the sum, and the fuller half is what is shared.
HALF = 16
COUNTS = tuple(one | other << HALF for one, other in ((1, 0), (2, 2), (0, 1), (8, 8)))
_ONE = (1 << HALF) - 1
# One word is not enough to be looked at, be it in both grids.
_ONCE = frozenset((COUNTS[0], COUNTS[2], COUNTS[0] + COUNTS[2]))

Postings = Mapping[int, list[str]]


class Index:
    """By key, the story or the stories that have it: some 80 bytes a key."""

    __slots__ = ("by_key",)

    def __init__(self, postings: Postings | None = None) -> None:
        self.by_key: dict[int, str | list[str]] = {
            key: list(found) for key, found in (postings or {}).items() if found
        }

    def add(self, story_id: str, keys: Iterable[int]) -> None:
        """A story has these keys too."""
        by_key = self.by_key
        for key in keys:
            known = by_key.setdefault(key, story_id)
            if known == story_id:
                continue
            if isinstance(known, str):
                by_key[key] = [known, story_id]
            elif known[-1] != story_id and story_id not in known:
                known.append(story_id)

    def nearest(self, keys: Collection[int]) -> list[str]:
        """The ids of the stories that share most of these keys."""
        shared: dict[str, int] = {}
        common: list[list[str]] = []
        by_key = self.by_key
        # Most keys find nothing, and to leave those out takes one call.
        for key in by_key.keys() & keys:
            found = by_key[key]
            counts = COUNTS[key & 3]
            if isinstance(found, str):
                shared[found] = shared.get(found, 0) + counts
            elif len(found) <= COMMON_KEY:
                for story_id in found:
                    shared[story_id] = shared.get(story_id, 0) + counts
            elif key & 1:
                common.append(found)
        if not shared and common:
            # The newest of the rarest: the last that were added.
            return list(min(common, key=len)[-MOST:])
        likely = [
            (-max(much & _ONE, much >> HALF), story_id)
            for story_id, much in shared.items()
            if much not in _ONCE
        ]
        if not likely:
            return []
        if len(likely) > 1:
            likely.sort()
        enough = likely[0][0] / 4
        return [story_id for much, story_id in likely[:MOST] if much <= enough]
