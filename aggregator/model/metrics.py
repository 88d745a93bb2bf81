"""What a post did, as its network told at one moment."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """One reading of one post; what a network does not tell is `None`, never 0.

    `impressions` is how often it was shown, `clicks` how often its link was opened.
    `answered` is how many of the replies have an answer of ours; where it is told, the
    `replies` are those of others.
    """

    at: datetime
    impressions: int | None = None
    likes: int | None = None
    replies: int | None = None
    reposts: int | None = None
    quotes: int | None = None
    clicks: int | None = None
    answered: int | None = None

    @property
    def engagements(self) -> int | None:
        """Likes, replies, reposts and quotes: what every network can tell.

        Clicks are left out, so that networks can be compared.
        """
        told = [
            number
            for number in (self.likes, self.replies, self.reposts, self.quotes)
            if number is not None
        ]
        return sum(told) if told else None

    @property
    def rate(self) -> float | None:
        """Engagements for each time it was shown; `None` where either is untold."""
        engagements = self.engagements
        if engagements is None or not self.impressions:
            return None
        return engagements / self.impressions
