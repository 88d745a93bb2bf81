"""Several desks read one address: who asks, who waits, and what each is given.

An address may be shared where nothing but the address says what comes back: it is on
the internet, or the installation itself names the network it is in. What one desk's own
`allow_private` opens is that desk's alone.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urldefrag

from aggregator.fetch.timelines import asked_of, x_handle
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.shelved import Shelved
from aggregator.model.source import Source

# A longer document is fetched by each desk for itself.
LONGEST = 4 * 1024 * 1024
_NO_DOCUMENT = ("image/", "video/", "audio/")


@dataclass(frozen=True, slots=True)
class Ask:
    """It is to be asked for, with these validators."""

    validators: Validators


@dataclass(frozen=True, slots=True)
class Given:
    """It is known well enough: the same as before, a fault, or another body."""

    known: Shelved


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody asks for it at this moment."""


def may_share(source: Source) -> bool:
    """Whether what comes is the same for every desk, and may be given to all."""
    if x_handle(source) is not None:
        return False  # read by each desk's own account, which pays for it
    return source.shared or not source.allow_private


def key_of(source: Source) -> str:
    """Two sources of this one key are fetched alike."""
    url = urldefrag(asked_of(source).url.strip()).url
    said = json.dumps([url, sorted(source.allow_private)])
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def decide(
    known: Shelved | None, asker: Validators, now: datetime, lasts: timedelta
) -> Ask | Given | Wait:
    """What a desk does that wants an address; an answer is good for as long as `lasts`.

    With a body at hand its own validators are asked with, so that whoever has an older
    one can be given it; without one the asker's are.
    """
    if known is None:
        return Ask(asker)
    is_fresh = known.known_at is not None and now - known.known_at < lasts
    is_of_use = known.fault is not None or known.has_body or is_same(known, asker)
    if is_fresh and is_of_use:
        return Given(known)
    if known.is_asked:
        return Wait()
    return Ask(known.validators if known.has_body else asker)


def is_same(known: Shelved, asker: Validators) -> bool:
    """Whether the asker has this very document already."""
    mark = known.validators.body_hash
    return mark is not None and mark == asker.body_hash


def unchanged(known: Shelved) -> Unchanged:
    """To an asker who has it already."""
    assert known.known_at is not None
    return Unchanged(
        validators=known.validators,
        fetched_at=known.known_at,
        not_modified=True,
        moved_to=known.moved_to,
        fresh_for=known.fresh_for,
    )


def document(known: Shelved, body: bytes) -> Document:
    """The document as it was fetched."""
    assert known.known_at is not None
    assert known.validators.body_hash is not None
    return Document(
        url=known.final,
        body=body,
        body_hash=known.validators.body_hash,
        content_type=known.content_type,
        etag=known.validators.etag,
        last_modified=known.validators.last_modified,
        link=known.link,
        moved_to=known.moved_to,
        fresh_for=known.fresh_for,
        fetched_at=known.known_at,
    )


def is_worth_keeping(fetched: Document | Unchanged) -> bool:
    """Whether another desk could do anything with what came."""
    if isinstance(fetched, Unchanged):
        return True
    kind = (fetched.content_type or "").lower()
    return not kind.startswith(_NO_DOCUMENT) and len(fetched.body) <= LONGEST


def several(wanted: Iterable[frozenset[str]]) -> frozenset[str]:
    """The keys that more than one desk wants, of the keys of each."""
    seen: set[str] = set()
    twice: set[str] = set()
    for own in wanted:
        twice |= own & seen
        seen |= own
    return frozenset(twice)
