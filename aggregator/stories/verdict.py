"""What the comparison of two items comes to."""

from aggregator.model.value import Value


class Verdict(Value, frozen=True, kw_only=True):
    """Whether two items are of one thing, how sure that is, and why.

    `same` is `None` where nothing speaks for or against it; `False` is a
    contradiction, which keeps the item out of the whole story.
    """

    same: bool | None
    certainty: float = 0.0
    reason: str = ""


UNKNOWN = Verdict(same=None)
DIFFERENT = Verdict(same=False)


def same(certainty: float, reason: str) -> Verdict:
    """They are of one thing."""
    return Verdict(same=True, certainty=certainty, reason=reason)
