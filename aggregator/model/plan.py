"""What is planned, and what stops it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Everything stands still until a person lets go; `by` is their name."""

    reason: str
    by: str
    since: datetime
