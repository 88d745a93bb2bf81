"""Opens a picture from outside, measures it, and keeps only what is to be seen."""

import io
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps, ImageStat

from aggregator.model.errors import RefusedError

# Decoded, 50 megapixels are 150 MB; Pillow itself only warns above 89.
MOST_PIXELS = 50_000_000
# As wide as a network's card is shown on a good screen.
WIDTH = 800
_QUALITY = 82
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
# Sharpness is measured at one size, or a large picture would always seem softer.
_MEASURED = 600
# The variance of the Laplacian: pictures in focus have some hundreds, see the tests.
_BLURRED = 120.0
_DARK = 40
# Below this the networks show a small thumbnail instead of a card (X: 300 x 157).
_SMALLEST = (300, 157)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture fit to be shown: a JPEG without metadata, and what is wrong with it.

    `width` and `height` are the original's, in pixels; `sharpness` is the variance
    of its Laplacian, `brightness` its mean from 0 to 255.
    """

    jpeg: bytes
    width: int
    height: int
    sharpness: float
    brightness: float

    @property
    def faults(self) -> tuple[str, ...]:
        """What an editor should know, in a few words each."""
        found = []
        if self.width < _SMALLEST[0] or self.height < _SMALLEST[1]:
            found.append(f"too small ({self.width} x {self.height})")
        if self.brightness < _DARK:
            found.append("too dark")
        elif self.sharpness < _BLURRED:
            found.append("blurred")
        return tuple(found)


def develop(body: bytes) -> Photo:
    """The picture in these bytes, turned upright, at most `WIDTH` wide.

    Raises:
        RefusedError: they are no picture, or one too large to open.
    """
    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RefusedError(
                    f"The picture has {opened.width} x {opened.height} pixels",
                    remedy="50 megapixels are the most that is opened",
                )
            image = _upright(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RefusedError(
            "The picture cannot be opened",
            remedy="it may be damaged, or be something else under a picture's name",
        ) from error
    size = image.size
    if image.width > WIDTH:
        image = image.resize(
            (WIDTH, max(1, round(image.height * WIDTH / image.width))),
            Image.Resampling.LANCZOS,
        )
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY, optimize=True)
    grey = image.convert("L")
    return Photo(
        jpeg=file.getvalue(),
        width=size[0],
        height=size[1],
        sharpness=_sharpness(grey),
        brightness=ImageStat.Stat(grey).mean[0],
    )


def _upright(opened: Image.Image) -> Image.Image:
    """Turned as its camera was held, on white where it is transparent."""
    turned = ImageOps.exif_transpose(opened).convert("RGBA")
    flat = Image.new("RGB", turned.size, "white")
    flat.paste(turned, mask=turned.getchannel("A"))
    return flat


def _sharpness(grey: Image.Image) -> float:
    grey.thumbnail((_MEASURED, _MEASURED))
    edges = grey.filter(
        ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
    )
    return float(ImageStat.Stat(edges).var[0])
