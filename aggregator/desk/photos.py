"""Opens a picture from outside, measures it, and keeps only what is to be seen."""

import io

import numpy as np
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from aggregator.desk.photo_crop import focus_of
from aggregator.desk.photo_facts import Measures, Photo
from aggregator.desk.photo_measures import MEASURED, sharpness, text_share
from aggregator.model.errors import RefusedError

# Decoded, 50 megapixels are 150 MB; Pillow itself only warns above 89.
MOST_PIXELS = 50_000_000
# What is kept: more than any network shows, and less than the smallest of them takes
# (Bluesky: 1,000,000 bytes; docs.bsky.app, app.bsky.embed.images, read 2026-11).
LONGEST_SIDE = 2_048
MOST_BYTES = 950_000
_QUALITIES = (86, 80, 72, 60, 45)
# HEIF is what telephones call HEIC.
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF")
# Smaller ones are icons, and points that count visits.
_LEAST_SIDE = 32
# A side so many times the other makes a line, of which nothing can be measured.
_MOST_STRETCHED = 30


_UNREADABLE = (
    *(OSError, ValueError, SyntaxError, EOFError, RuntimeError),
    Image.DecompressionBombError,
)
register_heif_opener(thumbnails=False)


def develop(body: bytes) -> Photo:
    """The picture in these bytes, turned upright, at most `LONGEST_SIDE` long.

    Raises:
        RefusedError: they are no picture, or one too large or too small.
    """
    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RefusedError(
                    f"The picture has {opened.width} x {opened.height} pixels",
                    remedy="50 megapixels are the most that is opened",
                )
            image = _upright(opened)
    except _UNREADABLE as error:
        raise RefusedError(
            "The picture cannot be opened",
            remedy="it may be damaged, or be something else under a picture's name",
        ) from error
    size = image.size
    if min(size) < _LEAST_SIDE:
        raise RefusedError(
            f"It is no picture but an icon, or counts visits ({size[0]} x {size[1]})"
        )
    if max(size) > _MOST_STRETCHED * min(size):
        raise RefusedError(
            f"It is a strip of {size[0]} x {size[1]} pixels, and no picture",
            remedy="choose another, or cut it to a usual shape",
        )
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return Photo(jpeg=as_jpeg(image), measures=_measured(image, size, len(body)))


def as_jpeg(image: Image.Image) -> bytes:
    """The picture in as good a quality as every network takes."""
    content = b""
    for quality in _QUALITIES:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, optimize=True)
        content = file.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content


def _measured(image: Image.Image, size: tuple[int, int], weight: int) -> Measures:
    small = image.convert("L")
    small.thumbnail((MEASURED, MEASURED), Image.Resampling.LANCZOS)
    grey = np.asarray(small, dtype=np.float32)
    low, high = np.percentile(grey, (5, 95))
    return Measures(
        width=size[0],
        height=size[1],
        weight=weight,
        sharpness=sharpness(grey),
        brightness=float(grey.mean()),
        contrast=float(high - low),
        words=text_share(grey),
        focus=focus_of(image),
    )


def _upright(opened: Image.Image) -> Image.Image:
    """Turned as its camera was held, on white where it is transparent."""
    turned = ImageOps.exif_transpose(opened).convert("RGBA")
    flat = Image.new("RGB", turned.size, "white")
    flat.paste(turned, mask=turned.getchannel("A"))
    return flat
