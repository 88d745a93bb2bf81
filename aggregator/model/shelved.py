"""What is known of an address that several desks read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aggregator.model.document import Validators
from aggregator.model.errors import FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """When an address was last asked for, and what came of it.

    `known_at` is `None` before the first answer. `final` is where it answered. Its body
    is kept for some days if it `has_body`. `fault` is why it could not be had, and then
    the rest is as it was before. Somebody asks at present if it `is_asked`.
    """

    known_at: datetime | None = None
    final: str = ""
    content_type: str | None = None
    link: str | None = None
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    validators: Validators = Validators()  # noqa: RUF009 - frozen
    has_body: bool = False
    fault: FetchError | None = None
    failures: int = 0
    is_asked: bool = False
