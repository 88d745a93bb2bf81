"""A timeline read from X by our own account there, as long as the month allows it."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from aggregator.deliver.ledger import may_read
from aggregator.deliver.publisher import Reader
from aggregator.deliver.unusable import Unusable
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.errors import FetchError, NetworkError, RefusedError
from aggregator.model.source import Source
from aggregator.run.assemble import Parts
from aggregator.run.delivering import connect_to


def from_x(
    parts: Parts, source: Source, handle: str, validators: Validators
) -> Document | Unchanged:
    """What this account has posted since; the newest post is the next validator.

    Raises:
        FetchError: it could not be had.
    """
    try:
        with _reader(parts, source) as reader:
            body, newest = reader.timeline(handle, validators.etag)
    except (NetworkError, RefusedError) as error:
        raise FetchError(
            f"{source.name}: {error}", cause="forbidden", url=source.url
        ) from error
    now = parts.clock()
    if newest is None:
        return Unchanged(validators=validators, fetched_at=now, not_modified=True)
    return Document(
        url=source.url,
        body=body,
        body_hash=hashlib.blake2b(body, digest_size=16).hexdigest(),
        content_type="application/json; charset=utf-8",
        etag=newest,
        fetched_at=now,
    )


@contextmanager
def _reader(parts: Parts, source: Source) -> Iterator[Reader]:
    """Our account on X, as long as this month may cost something more."""
    found = next(
        (one for one in parts.configuration.council.accounts if one.network == "x"),
        None,
    )
    if found is None:
        raise RefusedError(
            f"{source.name} can only be read by an account on X",
            remedy="name yours in an [[account]] with its credentials",
        )
    account = connect_to(parts, found, os.environ)
    try:
        with parts.database.reading() as connection:
            if dear := may_read(connection, account, parts.clock()):
                raise RefusedError(dear)
        if isinstance(account.publisher, Unusable):
            raise RefusedError(account.publisher.sentence)
        assert isinstance(account.publisher, Reader)
        yield account.publisher
    finally:
        account.publisher.close()
