"""Which of several accounts of one thing is believed, shown and linked first."""

from enum import StrEnum


class Preference(StrEnum):
    """What puts an account before another."""

    OWN = "own"  # whose thing it is
    COMPLETE = "complete"  # who says most
    NEWEST = "newest"  # who last said something else of when it is


USUAL = (Preference.OWN, Preference.COMPLETE)
