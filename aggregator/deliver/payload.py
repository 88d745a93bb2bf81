"""What is sent for a draft, frozen once: its parts, key and pictures."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from aggregator.deliver.publisher import Image, Part
from aggregator.model.delivery import Delivery, Payload, Picture
from aggregator.model.draft import Draft
from aggregator.model.errors import ConflictError

# The album's name for the picture at an address, if there is one to show.
PictureName = Callable[[str], str | None]
# The bytes of the picture of that name.
PictureBytes = Callable[[str], bytes | None]


def freeze(
    draft: Draft,
    delivery: Delivery,
    now: datetime,
    *,
    picture: PictureName,
    title: str | None = None,
) -> Payload:
    """Everything that will be sent, from the draft as it is now."""
    name = picture(draft.image) if draft.image else None
    return Payload(
        parts=(draft.text,),
        key=_key(delivery),
        promised_at=delivery.promised_at,
        made_at=now,
        language=draft.language,
        pictures=(Picture(name=name, alt=draft.image_alt),) if name else (),
        link=draft.link,
        title=title,
        act=delivery.act,
        target=delivery.target,
    )


def part_of(
    payload: Payload, number: int, after: str | None, picture: PictureBytes
) -> Part | None:
    """One part with its pictures' bytes, which go with the first; nothing if lost.

    Raises:
        ConflictError: every part is out already.
    """
    if number >= len(payload.parts):
        raise ConflictError("Every part of it is out already")
    images: list[Image] = []
    for one in payload.pictures if number == 0 else ():
        jpeg = picture(one.name)
        if jpeg is None:
            return None
        images.append(Image(jpeg=jpeg, alt=one.alt))
    return Part(
        text=payload.parts[number],
        key=f"{payload.key}-{number}",
        promised_at=payload.promised_at + number * timedelta(milliseconds=1),
        made_at=payload.made_at + number * timedelta(milliseconds=1),
        language=payload.language,
        images=tuple(images),
        link=payload.link if number == 0 else None,
        title=payload.title,
        act=payload.act,
        target=payload.target,
        after=after,
    )


def _key(delivery: Delivery) -> str:
    """The same for every attempt, also after yesterday's backup was put back."""
    told = f"{delivery.id} {delivery.draft} {delivery.account} {delivery.promised_at}"
    return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()
