"""Photos of several qualities, drawn: a sharp one, a blurred one, a dark one..."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (1200, 675)
_WALL, _WOOD, _FLOOR = (236, 226, 208), (122, 84, 52), (176, 148, 112)
_SPINES = (
    *((166, 60, 48), (46, 92, 110), (212, 164, 64), (72, 104, 68)),
    *((120, 72, 120), (230, 214, 186), (54, 58, 82)),
)
_QUALITY = 86


@cache
def picture(name: str) -> bytes | None:
    """The JPEG of that name, always the same; `None` if there is none."""
    draw = PICTURES.get(name)
    if draw is None:
        return None
    file = io.BytesIO()
    draw().save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def library() -> Image.Image:
    """Shelves full of books, well lit."""
    image = Image.new("RGB", _SIZE, _WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, 1200, 675), fill=_FLOOR)
    for shelf, top in enumerate((60, 220, 380)):
        draw.rectangle((80, top + 140, 1120, top + 156), fill=_WOOD)
        left = 96
        for number in range(60):
            width = 12 + (number * 7 + shelf * 5) % 13
            height = 88 + (number * 11 + shelf * 17) % 44
            if left + width > 1104:  # noqa: PLR2004 - the shelf's end
                break
            colour = _SPINES[(number * 3 + shelf) % len(_SPINES)]
            box = (left, top + 140 - height, left + width - 2, top + 139)
            draw.rectangle(box, fill=colour, outline=(40, 34, 30))
            draw.line((left + 3, box[1] + 14, left + width - 5, box[1] + 14), _WALL, 2)
            left += width
    draw.rectangle((80, 40, 92, 556), fill=_WOOD)
    draw.rectangle((1108, 40, 1120, 556), fill=_WOOD)
    return image


def workshop() -> Image.Image:
    """A long table with tools on it."""
    image = Image.new("RGB", _SIZE, (214, 220, 216))
    draw = ImageDraw.Draw(image)
    draw.polygon(((60, 420), (1140, 420), (1200, 640), (0, 640)), fill=(160, 112, 66))
    for number in range(9):
        left = 120 + number * 112
        draw.rounded_rectangle((left, 450, left + 18, 560), 6, fill=(180, 60, 40))
        draw.rectangle((left - 22, 430, left + 40, 456), fill=(96, 100, 108))
    for number in range(5):
        centre = 200 + number * 200
        draw.line((centre, 0, centre, 120), fill=(70, 70, 70), width=4)
        draw.ellipse((centre - 50, 110, centre + 50, 210), fill=(250, 232, 170))
    return image


def blurred() -> Image.Image:
    """The shelves, out of focus."""
    return library().filter(ImageFilter.GaussianBlur(12))


def dark() -> Image.Image:
    """The shelves, with hardly any light."""
    return library().point(lambda value: value // 7)


def tiny() -> Image.Image:
    """A thumbnail that no network shows well."""
    return library().resize((160, 90))


def poster() -> Image.Image:
    """Mostly words: what a screen reader cannot read."""
    image = Image.new("RGB", (900, 1200), (250, 240, 214))
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 860, 1160), outline=(150, 40, 40), width=8)
    for number, line in enumerate(("TALK", "TONIGHT", "IN THE", "LIBRARY")):
        draw.text((110, 140 + number * 220), line, fill=(60, 30, 30), font_size=150)
    return image


PICTURES: Mapping[str, Callable[[], Image.Image]] = MappingProxyType(
    {
        "library": library,
        "workshop": workshop,
        "blurred": blurred,
        "dark": dark,
        "tiny": tiny,
        "poster": poster,
    }
)
