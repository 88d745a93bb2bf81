"""Stories found by the keys of their items: the same in memory and in a database."""

from collections.abc import Iterable, Mapping

# A key that so many stories have tells little; it is asked only where no other helps.
COMMON_KEY = 12
# The right story shares several keys; what shares fewer than so many others do, is
# another thing of that day or name.
MOST = 6
# What a key counts by its last two bits (see `stories/keys.py`), and what is enough to
# be looked at: besides, whatever does not share a quarter of what another does.
COUNTS = (1, 2, 1, 8)
LEAST = 2

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

    def nearest(self, keys: Iterable[int]) -> list[str]:
        """The ids of the stories that share most of these keys."""
        shared: dict[str, int] = {}
        common: list[list[str]] = []
        for key in keys:
            found = self.by_key.get(key)
            if found is None:
                continue
            counts = COUNTS[key & 3]
            if isinstance(found, str):
                shared[found] = shared.get(found, 0) + counts
            elif len(found) <= COMMON_KEY:
                for story_id in found:
                    shared[story_id] = shared.get(story_id, 0) + counts
            elif counts > 1:
                common.append(found)
        if not shared and common:
            # The newest of the rarest: the last that were added.
            return list(min(common, key=len)[-MOST:])
        if not shared:
            return []
        enough = max(LEAST, max(shared.values()) / 4)
        likely = [one for one, much in shared.items() if much >= enough]
        if len(likely) > 1:
            likely.sort(key=lambda story_id: (-shared[story_id], story_id))
        return likely[:MOST]
