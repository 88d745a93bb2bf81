"""Cuts a photo as a network shall show it."""

import io
from functools import lru_cache

from PIL import Image

from aggregator.desk.photo_frame import Focus, box_for
from aggregator.desk.photos import as_jpeg


@lru_cache(maxsize=64)
def cut(jpeg: bytes, network: str, focus: Focus) -> bytes:
    """The part that this network is sent, or all of it where all is shown."""
    with Image.open(io.BytesIO(jpeg)) as image:
        box = box_for(image.size, network, focus)
        return jpeg if box == (0, 0, *image.size) else as_jpeg(image.crop(box))
