"""A page that a list led to, kept so that it is asked for politely."""

from dataclasses import dataclass, field
from datetime import datetime

from aggregator.model.document import Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """The page as it last was; `body` is `None` where it could not be had.

    `url` is the address that led to it, `final` the one that it answered at.
    `known_at` is when it was last known to be so, whoever said it.
    """

    url: str
    final: str
    known_at: datetime
    body: bytes | None = None
    content_type: str | None = None
    validators: Validators = field(default_factory=Validators)
