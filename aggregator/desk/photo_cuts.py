"""Cuts a photo as a network shall show it, and makes it small for our own pages."""

import io
from functools import lru_cache

from PIL import Image

from aggregator.desk.photo_frame import Focus, box_for
from aggregator.desk.photos import as_jpeg

# A queue's first load of 100 KB has room for four, which is what a browser asks for
# before anybody scrolls.
PREVIEW_BYTES = 12_000
_PREVIEW_QUALITIES = (60, 45, 30)


# Each keeps the photo that it was made from as well, up to a megabyte.
@lru_cache(maxsize=16)
def cut(jpeg: bytes, network: str, focus: Focus) -> bytes:
    """The part that this network is sent, or all of it where all is shown."""
    with Image.open(io.BytesIO(jpeg)) as image:
        box = box_for(image.size, network, focus)
        return jpeg if box == (0, 0, *image.size) else as_jpeg(image.crop(box))


@lru_cache(maxsize=16)
def preview(jpeg: bytes, width: int) -> bytes:
    """The same picture as WebP, at most `width` pixels wide and 12 KB heavy."""
    with Image.open(io.BytesIO(jpeg)) as image:
        # Decoding a JPEG at a fraction of its size is far quicker than all of it.
        image.draft("RGB", (width, max(1, width * image.height // image.width)))
        small = image.convert("RGB")
    while True:
        small.thumbnail((width, small.height), Image.Resampling.LANCZOS)
        webp = _as_webp(small)
        if len(webp) <= PREVIEW_BYTES:
            return webp
        width = small.width * 3 // 4


def _as_webp(image: Image.Image) -> bytes:
    """The best that is light enough, or else the lightest."""
    content = b""
    for quality in _PREVIEW_QUALITIES:
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality)
        content = file.getvalue()
        if len(content) <= PREVIEW_BYTES:
            break
    return content
