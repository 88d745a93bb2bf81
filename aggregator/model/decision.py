"""What an editor has decided about which items are of one thing."""

from dataclasses import dataclass
from enum import StrEnum


class Bond(StrEnum):
    """Whether an editor put items together or kept them apart."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An editor's merge or split, told by items: their ids stay, those of stories not.

    A merge of two stories puts each item of `one` together with each of `other`; a
    split keeps them apart. Of two decisions about the same items the later counts,
    and whoever keeps them gives them in the order in which they were taken.
    """

    bond: Bond
    one: frozenset[str]
    other: frozenset[str]
