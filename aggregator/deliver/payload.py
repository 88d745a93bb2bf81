"""What is sent for a draft, frozen once: its parts, key and pictures."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from aggregator.deliver.publisher import Image, Part
from aggregator.drafts.languages import other_language
from aggregator.drafts.shares import quotable
from aggregator.drafts.thread import parts, sides
from aggregator.model.delivery import Act, Delivery, Payload, Picture
from aggregator.model.draft import Draft
from aggregator.model.errors import ConflictError

# An editor's word to post without the picture.
_NONE = "none"
_ADDRESS = re.compile(r"https?://\S+")
# The album's name for the picture at an address as a network shall show it, cut where
# an editor wants it; nothing if there is none to show.
PictureName = Callable[[str, str, str | None], str | None]
# The bytes of the picture of that name.
PictureBytes = Callable[[str], bytes | None]


def freeze(
    draft: Draft,
    delivery: Delivery,
    now: datetime,
    *,
    picture: PictureName,
    title: str | None = None,
    after: str | None = None,
) -> Payload:
    """Everything that will be sent, from the draft as it is now.

    `after` is what the network calls the post of ours that it goes on from.
    """
    if delivery.act is Act.REPOST:
        return _passed_on(delivery, now)
    name = None
    # What nobody has described shows nothing to those who cannot see it; of what only
    # decorates, a person said that there is nothing to miss.
    told = draft.image_alt or draft.image_decorative
    if draft.image and told and draft.image_focus != _NONE:
        name = picture(draft.image, delivery.network, draft.image_focus)
    text, act, target = draft.text, delivery.act, delivery.target
    if act is Act.POST and quotable(draft):
        # Quoting shows the post itself, and on X costs less than a link.
        text = text.replace(str(draft.link), "").strip()
        act, target = Act.QUOTE, draft.link
    return Payload(
        parts=parts(text) or (text,),
        second=_second(text),
        second_language=other_language(draft.language) if _second(text) else None,
        key=_key(delivery),
        promised_at=delivery.promised_at,
        made_at=now,
        language=draft.language,
        pictures=(Picture(name=name, alt=draft.image_alt),) if name else (),
        link=draft.link,
        title=title,
        act=act,
        target=target,
        after=after,
    )


def _passed_on(delivery: Delivery, now: datetime) -> Payload:
    """Somebody else's post as it is: no words and no picture of ours."""
    return Payload(
        parts=("",),
        key=_key(delivery),
        promised_at=delivery.promised_at,
        made_at=now,
        act=Act.REPOST,
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
    begins = number in {0, payload.second}
    is_second = payload.second is not None and number >= payload.second
    images: list[Image] = []
    for one in payload.pictures if begins else ():
        jpeg = picture(one.name)
        if jpeg is None:
            return None
        images.append(Image(jpeg=jpeg, alt=one.alt))
    return Part(
        text=payload.parts[number],
        key=f"{payload.key}-{number}",
        promised_at=payload.promised_at + number * timedelta(milliseconds=1),
        made_at=payload.made_at + number * timedelta(milliseconds=1),
        language=payload.second_language if is_second else payload.language,
        images=tuple(images),
        link=_link(payload, number) if begins else None,
        title=payload.title,
        # What is quoted or shared is so by the first; the others reply to that.
        act=payload.act if number == 0 else Act.POST,
        target=payload.target if number == 0 else None,
        after=_answered(payload, number, after),
    )


def _answered(payload: Payload, number: int, before: str | None) -> str | None:
    if number == 0:
        return payload.after
    return None if number == payload.second else before


def _second(text: str) -> int | None:
    """The number of the post with which a pair's other language begins."""
    first, *others = sides(text) or ("",)
    return len(parts(first)) if others else None


def _link(payload: Payload, number: int) -> str | None:
    """Each language has a link of its own."""
    if number == 0:
        return payload.link
    found = _ADDRESS.search(payload.parts[number])
    return found[0] if found else None


def _key(delivery: Delivery) -> str:
    """The same for every attempt, also after yesterday's backup was put back."""
    told = f"{delivery.id} {delivery.draft} {delivery.account} {delivery.promised_at}"
    return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()
