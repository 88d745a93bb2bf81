"""How well blurred photos and posters are told apart from good photographs.

Real photographs (those that come with scikit-image) are blurred by known amounts at the
size that is measured, and posters are drawn with Pillow, some of them on a photograph.
"""

from pathlib import Path

import numpy as np
import skimage
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from aggregator.desk.photo_facts import MOSTLY_WORDS, SHARP_ENOUGH
from aggregator.desk.photo_measures import MEASURED, sharpness, text_share

PHOTOGRAPHS = (
    *("astronaut.png", "brick.png", "camera.png", "chelsea.png", "coffee.png"),
    *("coins.png", "grass.png", "gravel.png", "hubble_deep_field.jpg", "ihc.png"),
    *("moon.png", "motorcycle_left.png", "retina.jpg", "rocket.jpg"),
)
# Taken with a camera that moved.
MOVED = "clock_motion.png"
PRINT = "page.png"
RADII = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
_WORDS = (
    *("CHRISTMAS FAIR", "Saturday 12 December", "10am to 3pm at Nettleby Library"),
    *("Stalls, mince pies and a visit from Father Christmas",),
    *("Free entry. All welcome. Raffle tickets £1", "www.ambleford.example/christmas"),
)
_SHAPES = ((800, 1131), (1200, 1200), (1200, 628), (1080, 1350))


def photograph(name: str) -> Image.Image:
    """One of them, grey, at the size that is measured."""
    with Image.open(Path(skimage.__file__).parent / "data" / name) as opened:
        grey = opened.convert("L")
    grey.thumbnail((MEASURED, MEASURED), Image.Resampling.LANCZOS)
    return grey


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """With each point spread over that many pixels (the standard deviation)."""
    return image.filter(ImageFilter.GaussianBlur(radius)) if radius else image


def moved(image: Image.Image, pixels: int) -> Image.Image:
    """As if the camera had gone so far sideways while it looked."""
    grey = np.asarray(image, dtype=np.float32)
    spread = sum(np.roll(grey, step, axis=1) for step in range(pixels)) / pixels
    return Image.fromarray(spread[:, pixels:].astype(np.uint8))


def poster(number: int, ground: str | None = None) -> Image.Image:
    """A poster of an event, plain or half a photograph."""
    width, height = _SHAPES[number % len(_SHAPES)]
    shade = (37 * number) % 256
    image = Image.new("L", (width, height), shade)
    top = int(height * 0.08)
    if ground is not None:
        half = photograph(ground).resize((width, int(height * 0.55)))
        image.paste(half, (0, 0))
        top = int(height * 0.6)
    pen = ImageDraw.Draw(image)
    for line, words in enumerate(_WORDS):
        size = width // (11 if line == 0 else 18 if line < 3 else 28)
        font = ImageFont.load_default(size)
        ink = 255 if shade < 128 else 0
        pen.text((width * 0.06, top), words, fill=ink, font=font)
        top += int(size * 1.5)
    image.thumbnail((MEASURED, MEASURED), Image.Resampling.LANCZOS)
    return image


def sharp(image: Image.Image) -> float:
    """The measure of a picture with edges in it."""
    found = sharpness(np.asarray(image, dtype=np.float32))
    assert found is not None
    return found


def words(image: Image.Image) -> float:
    """The share that looks like print."""
    return text_share(np.asarray(image, dtype=np.float32))


def main() -> None:
    """Print both tables."""
    print(f"sharpness, called blurred below {SHARP_ENOUGH}:")
    for radius in RADII:
        found = [sharp(blurred(photograph(name), radius)) for name in PHOTOGRAPHS]
        called = sum(one < SHARP_ENOUGH for one in found)
        print(
            f"  blurred by {radius:3.1f} px: {min(found):.2f} to {max(found):.2f}, "
            f"{called} of {len(found)} called blurred"
        )
    for pixels in (9, 15):
        found = [sharp(moved(photograph(name), pixels)) for name in PHOTOGRAPHS]
        called = sum(one < SHARP_ENOUGH for one in found)
        print(
            f"  moved by {pixels:2} px:    {min(found):.2f} to {max(found):.2f}, "
            f"{called} of {len(found)} called blurred"
        )
    print(f"  a photograph of a camera that moved: {sharp(photograph(MOVED)):.2f}")
    print(f"words, called a poster above {MOSTLY_WORDS}:")
    photos = [words(photograph(name)) for name in PHOTOGRAPHS]
    plain = [words(poster(number)) for number in range(12)]
    on_photo = [words(poster(n, name)) for n, name in enumerate(PHOTOGRAPHS)]
    for what, shares in (
        ("photographs", photos),
        ("posters", plain),
        ("posters on a photograph", on_photo),
        ("a printed page", [words(photograph(PRINT))]),
    ):
        called = sum(one > MOSTLY_WORDS for one in shares)
        print(
            f"  {what}: {min(shares):.3f} to {max(shares):.3f}, {called} of "
            f"{len(shares)} called posters"
        )


if __name__ == "__main__":
    main()
