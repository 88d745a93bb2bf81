"""An account that cannot be used: every promise on it becomes a question, with why."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from aggregator.deliver.decide import Habits
from aggregator.deliver.publisher import Part, Sending, Where
from aggregator.model.delivery import Cause, Outcome, Refused, Sent
from aggregator.model.errors import NetworkError, RefusedError
from aggregator.model.metrics import Metrics


class Unusable:
    """An account whose secrets are missing, or whose network is unknown."""

    habits = Habits(settles_after=timedelta())

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def publish(self, part: Part, sending: Sending) -> Outcome:
        """It is not, and why."""
        del part, sending
        return Refused(cause=Cause.SETTINGS, sentence=self.sentence)

    def find(self, part: Part, where: Where) -> Sent | None:
        """It cannot be looked for.

        Raises:
            NetworkError: always.
        """
        del part, where
        raise NetworkError(self.sentence)

    def measure(self, remotes: Sequence[str], now: datetime) -> Mapping[str, Metrics]:
        """It cannot be asked.

        Raises:
            NetworkError: always.
        """
        del remotes, now
        raise NetworkError(self.sentence)

    def followers(self) -> int | None:
        """It cannot be asked.

        Raises:
            NetworkError: always.
        """
        raise NetworkError(self.sentence)

    def about(self) -> str:
        """Why it cannot be used.

        Raises:
            RefusedError: always.
        """
        raise RefusedError(self.sentence)

    def close(self) -> None:
        """There is nothing to let go of."""
