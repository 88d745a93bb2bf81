"""A venue that says only in which room: "main hall", "Studio 1", "the annexe".

Who runs a building names its rooms; everybody else names the building.
"""

from aggregator.stories.stems import stem
from aggregator.stories.wordlists import listed

_ROOM = listed(
    """studio workshop annexe annex lounge foyer kitchen suite classroom boardroom
    auditorium basement cellar courtyard conservatory lobby reception gym gymnasium
    marquee room bar cafe stage hall gallery pool terrace chamber atrium lab"""
)
# A lecture theatre is a room; a theatre is a building.
_ROOM_OF = frozenset(map(stem, listed("lecture theatre studio space")))
_WHICH = frozenset(
    map(
        stem,
        listed(
            """the main great large big small little upper lower ground first second
            third floor upstairs downstairs top back front side north south east west
            learning meeting function activity education conference lecture training
            art craft dance drama music sport committee private green blue red yellow
            in of on and our 1 2 3 4 5 6 7 8 9 a b c d"""
        ),
    )
)
_TAUGHT = frozenset(map(stem, listed("lecture learning")))
_BUILDINGS = listed("hall gallery")


def is_room(words: frozenset[str]) -> bool:
    """Whether a venue of these words names a room and no building.

    "Hall" and "the gallery" alone may be buildings; "main hall" and "gallery 1" say
    which of several rooms.
    """
    rooms = words & _ROOM
    if not words.isdisjoint(_TAUGHT):
        rooms |= words & _ROOM_OF
    if not rooms or not words - rooms <= _WHICH:
        return False
    return not rooms <= _BUILDINGS or len(words - {"the"}) > 1
