"""Photos of several qualities, drawn: sharp, blurred, dark, tiny, and mostly words."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from PIL import ExifTags, Image, ImageDraw, ImageFilter

from aggregator.demo import scenes_indoors as indoors
from aggregator.demo import scenes_outdoors as outdoors

_QUALITY = 86
TELLS_WHERE = "street.jpg"
_FORMATS = {"jpg": ("JPEG", "image/jpeg"), "png": ("PNG", "image/png")}


@cache
def picture(name: str) -> bytes | None:
    """The file of that name, always the same; `None` if there is none."""
    draw = PICTURES.get(name)
    if draw is None:
        return None
    file = io.BytesIO()
    image, exif = draw(), _exif(name)
    image.save(file, _FORMATS[_ending(name)][0], quality=_QUALITY, exif=exif)
    return file.getvalue()


def content_type(name: str) -> str:
    """The media type that a picture's name tells."""
    return _FORMATS.get(_ending(name), _FORMATS["jpg"])[1]


def _exif(name: str) -> Image.Exif:
    """One photo says where it was taken, as telephones do unless they are told."""
    exif = Image.Exif()
    if name == TELLS_WHERE:
        exif[ExifTags.Base.Make] = "Ambleford Optical"
        where = exif.get_ifd(ExifTags.IFD.GPSInfo)
        where[ExifTags.GPS.GPSLatitudeRef] = "N"
        where[ExifTags.GPS.GPSLatitude] = (53.0, 58.0, 12.0)
        where[ExifTags.GPS.GPSLongitudeRef] = "W"
        where[ExifTags.GPS.GPSLongitude] = (2.0, 31.0, 48.0)
    return exif


def _ending(name: str) -> str:
    return name.rpartition(".")[2]


def _blurred() -> Image.Image:
    """Taken while running."""
    return indoors.library().filter(ImageFilter.GaussianBlur(12))


def _dark() -> Image.Image:
    """With hardly any light."""
    return indoors.workshop().point(lambda value: value // 7)


def _tiny() -> Image.Image:
    """A thumbnail that no network shows well."""
    return outdoors.street().resize((160, 90))


def _poster() -> Image.Image:
    """Mostly words: what a screen reader cannot read."""
    image = Image.new("RGB", (900, 1200), (250, 240, 214))
    draw = ImageDraw.Draw(image)
    red, ink = (150, 40, 40), (60, 30, 30)
    draw.rectangle((40, 40, 860, 1160), outline=red, width=8)
    for number, line in enumerate(("IN YOUR", "OWN", "WORDS")):
        draw.text((90, 120 + number * 190), line, fill=red, font_size=160)
    for number, line in enumerate(("Ambleford Libraries", "All welcome", "Ask inside")):
        draw.text((90, 760 + number * 110), line, fill=ink, font_size=72)
    return image


def _crest() -> Image.Image:
    """A river between two hills."""
    image = Image.new("RGBA", (176, 176), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((8, 8, 168, 168), 40, fill=(240, 214, 130))
    draw.pieslice((-40, 70, 110, 220), 180, 300, fill=(72, 112, 80))
    draw.pieslice((70, 60, 220, 210), 230, 360, fill=(94, 134, 92))
    draw.polygon(((80, 100), (96, 100), (130, 168), (46, 168)), fill=(64, 116, 148))
    frame = Image.new("L", image.size, 0)
    ImageDraw.Draw(frame).rounded_rectangle((8, 8, 168, 168), 40, fill=255)
    image.putalpha(frame)
    return image


PICTURES: Mapping[str, Callable[[], Image.Image]] = MappingProxyType(
    {
        "library.jpg": indoors.library,
        "storytime.jpg": indoors.storytime,
        "workshop.jpg": indoors.workshop,
        "stage.jpg": indoors.stage,
        "cafe.jpg": outdoors.cafe,
        "street.jpg": outdoors.street,
        "night.jpg": outdoors.night,
        "blurred.jpg": _blurred,
        "dark.jpg": _dark,
        "tiny.jpg": _tiny,
        "poster.png": _poster,
        "crest.png": _crest,
    }
)
