"""Opens a picture from outside, measures it, and keeps only what is to be seen."""

import io
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from aggregator.desk.photo_crop import Focus, focus_of
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
# Photographs in focus have 0.38 and more, those blurred by two pixels of a timeline's
# six hundred at most 0.26: python -m bench.photos
SHARP_ENOUGH = 0.27
# Photographs have at most a twentieth that looks like print, posters an eighth.
MOSTLY_WORDS = 0.1
# Smaller ones are icons, and points that count visits.
_LEAST_SIDE = 32
_DARK = 40
_BRIGHT = 225
_FLAT = 30
# Below this the networks show a small thumbnail instead of a card (X: 300 x 157).
_SMALLEST = (300, 157)
_LONG = 3.0


_UNREADABLE = (
    *(OSError, ValueError, SyntaxError, EOFError, RuntimeError),
    Image.DecompressionBombError,
)
register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """A photo in figures.

    `width` and `height` are the original's in pixels, `weight` its bytes. `sharpness`
    is how steep its edges are, from 0 to 1, or nothing where it has none; `brightness`
    its mean from 0 to 255, `contrast` what lies between its darkest and its lightest
    twentieth; `words` the share of it that looks like print; `focus` the point that
    matters in it.
    """

    width: int
    height: int
    weight: int
    sharpness: float | None
    brightness: float
    contrast: float
    words: float
    focus: Focus = field(default_factory=Focus)

    @property
    def is_poster(self) -> bool:
        """Whether it is mostly words, and may not be cut."""
        return self.words > MOSTLY_WORDS

    @property
    def faults(self) -> tuple[str, ...]:
        """What an editor should know, in a few words each, with the measure."""
        found = []
        if self.width < _SMALLEST[0] or self.height < _SMALLEST[1]:
            found.append(f"too small ({self.width} x {self.height})")
        if max(self.width, self.height) > _LONG * min(self.width, self.height):
            found.append(f"very long ({self.width} x {self.height}): much is cut off")
        if self.brightness < _DARK:
            found.append(f"too dark ({self.brightness:.0f} of 255)")
        elif self.brightness > _BRIGHT and self.contrast < _FLAT:
            found.append(f"washed out ({self.brightness:.0f} of 255)")
        elif self.sharpness is not None and self.sharpness < SHARP_ENOUGH:
            found.append(
                f"blurred (sharpness {self.sharpness:.2f}, {SHARP_ENOUGH} is enough)"
            )
        if self.is_poster:
            found.append(
                f"mostly words ({100 * self.words:.0f} % of it): not everybody can "
                "read them, so say them in the post"
            )
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture fit to be shown: a JPEG without metadata, and what was measured."""

    jpeg: bytes
    measures: Measures


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
