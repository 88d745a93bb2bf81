"""What one fetch brought."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a source gave us to ask "has it changed?" with."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes as they came, decoded from their transfer encoding and nothing else.

    `url` is the final address, after redirects; `moved_to` the address to ask from
    now on, where every redirect on the way was permanent. `body_hash` is the
    hexadecimal BLAKE2b-128 of `body`. `fresh_for` is how long the site says that it
    stays as it is; `link` its `Link` header. `took` is how long it took to come,
    without waiting for the host's turn.
    """

    url: str
    body: bytes
    body_hash: str
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    link: str | None = None
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    fetched_at: datetime
    took: timedelta = timedelta()

    @property
    def validators(self) -> Validators:
        """What to ask with next time."""
        return Validators(
            etag=self.etag,
            last_modified=self.last_modified,
            body_hash=self.body_hash,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The source has nothing new: it said so, or sent the same bytes again."""

    validators: Validators
    fetched_at: datetime
    not_modified: bool
    moved_to: str | None = None
    fresh_for: timedelta | None = None
