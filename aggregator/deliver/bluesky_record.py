"""A part as Bluesky's record: facets by byte offset, pictures, a card for the link."""

import hashlib
import io
from datetime import UTC, datetime
from typing import Any

from atproto_client import Client, models
from atproto_client.exceptions import BadRequestError
from atproto_core.exceptions import AtProtocolError
from atproto_core.uri import AtUri
from PIL import Image as Pixels

from aggregator.deliver import bluesky_refusals
from aggregator.deliver.publisher import Image, Part, RefusalError
from aggregator.deliver.targets import bluesky_parts
from aggregator.model.delivery import Act, Cause

# A blob may have 1,000,000 bytes; a little less is safe on every server.
MOST_BYTES = 976_000
_PICTURES = 4
_LANGUAGES = 3
_QUALITIES = (85, 75, 65, 50)
_WIDTHS = (1600, 1000, 600)
_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"


_GONE = "The post that this one answers or shares is no longer there"


def record_key(promised_at: datetime, key: str) -> str:
    """A key as Bluesky wants one, from the promise: always the same.

    13 signs: 53 bits of microseconds and 10 more. Many drafts may be approved in one
    moment, so everything finer than a second comes from the delivery's own key.
    https://atproto.com/specs/tid (read 2026-11).
    """
    own = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())
    moment = int(promised_at.timestamp()) * 1_000_000 + own % 1_000_000
    number = (moment << 10) | (own // 1_000_000 % 1024)
    return "".join(_SIGNS[(number >> shift) & 31] for shift in range(60, -1, -5))


def post_record(client: Client, part: Part, user: str) -> Any:  # noqa: ANN401
    """The record of a post, its pictures uploaded and what it answers looked up."""
    return models.AppBskyFeedPost.Record(
        text=part.text,
        created_at=_written(part.made_at),
        langs=[part.language][:_LANGUAGES] if part.language else None,
        facets=client.detect_facets(part.text) or None,
        embed=_embed(client, part),
        reply=_reply(client, part, user),
    )


def repost_record(client: Client, part: Part) -> Any:  # noqa: ANN401
    """The record of a repost."""
    return models.AppBskyFeedRepost.Record(
        subject=_reference(client, str(part.target)), created_at=_written(part.made_at)
    )


def within(jpeg: bytes, most: int = MOST_BYTES) -> bytes:
    """The picture in at most so many bytes: less fine first, then smaller."""
    if len(jpeg) <= most:
        return jpeg
    with Pixels.open(io.BytesIO(jpeg)) as opened:
        image = opened.convert("RGB")
    for width in _WIDTHS:
        image.thumbnail((width, width * 2))
        for quality in _QUALITIES:
            file = io.BytesIO()
            image.save(file, "JPEG", quality=quality, optimize=True)
            if file.tell() <= most:
                return file.getvalue()
    return file.getvalue()


def _embed(client: Client, part: Part) -> Any:  # noqa: ANN401
    if part.act is Act.QUOTE and not part.after:
        reference = _reference(client, str(part.target))
        return models.AppBskyEmbedRecord.Main(record=reference)
    described = [image for image in part.images if image.alt or not part.link]
    if described:
        return models.AppBskyEmbedImages.Main(
            images=[_image(client, one) for one in described[:_PICTURES]]
        )
    if part.link:
        return models.AppBskyEmbedExternal.Main(
            external=models.AppBskyEmbedExternal.External(
                uri=part.link,
                title=part.title or part.link,
                description="",
                thumb=_thumbnail(client, part),
            )
        )
    return None


def _image(client: Client, image: Image) -> Any:  # noqa: ANN401
    try:
        blob = client.upload_blob(within(image.jpeg)).blob
    except BadRequestError as error:
        sentence = f"Bluesky refuses the picture: {bluesky_refusals.said(error)}"
        raise RefusalError(Cause.PICTURE, sentence) from error
    return models.AppBskyEmbedImages.Image(alt=image.alt or "", image=blob)


def _thumbnail(client: Client, part: Part) -> Any:  # noqa: ANN401
    """The card's picture; one that is refused never costs the post."""
    if not part.images:
        return None
    try:
        return client.upload_blob(within(part.images[0].jpeg)).blob
    except AtProtocolError:
        return None


def _reply(client: Client, part: Part, user: str) -> Any:  # noqa: ANN401
    if part.after:
        parent = client.com.atproto.repo.get_record(
            models.ComAtprotoRepoGetRecord.Params(
                repo=user,
                collection="app.bsky.feed.post",
                rkey=AtUri.from_str(part.after).rkey,
            )
        )
        reference = models.ComAtprotoRepoStrongRef.Main(
            uri=parent.uri, cid=str(parent.cid)
        )
        before = getattr(parent.value, "reply", None)
        root = before.root if before else reference
        return models.AppBskyFeedPost.ReplyRef(parent=reference, root=root)
    if part.act is Act.REPLY:
        reference = _reference(client, str(part.target))
        return models.AppBskyFeedPost.ReplyRef(parent=reference, root=reference)
    return None


def _reference(client: Client, target: str) -> Any:  # noqa: ANN401
    """A post of anybody, as other records point to it.

    Raises:
        RefusalError: it is not there.
    """
    uri = target
    if web := bluesky_parts(target):
        handle, key = web
        did = handle if handle.startswith("did:") else client.resolve_handle(handle).did
        uri = f"at://{did}/app.bsky.feed.post/{key}"
    if not uri.startswith("at://"):
        raise RefusalError(Cause.TARGET, _GONE)
    place = AtUri.from_str(uri)
    try:
        found = client.com.atproto.repo.get_record(
            models.ComAtprotoRepoGetRecord.Params(
                repo=place.hostname, collection=place.collection, rkey=place.rkey
            )
        )
    except BadRequestError as error:
        raise RefusalError(Cause.TARGET, _GONE) from error
    return models.ComAtprotoRepoStrongRef.Main(uri=uri, cid=str(found.cid))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
