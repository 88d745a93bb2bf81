"""Drawn views of Ambleford: a shop front, a street of terraces, and the night."""

from PIL import Image, ImageDraw

from aggregator.demo.scenes_indoors import SIZE, SPINES

_STONE, _SLATE, _GLASS = (196, 176, 144), (84, 90, 98), (176, 204, 214)
_INK, _CREAM = (52, 46, 42), (250, 240, 220)
_STARS = 90


def cafe() -> Image.Image:
    """A shop front with a striped awning and two tables outside."""
    image = Image.new("RGB", SIZE, _STONE)
    draw = ImageDraw.Draw(image)
    _courses(draw, 0, 560)
    draw.rectangle((0, 560, 1200, 675), fill=(168, 162, 152))
    draw.rectangle((180, 120, 1020, 180), fill=(44, 84, 76))
    draw.text((600, 150), "AMBLEFORD", fill=_CREAM, font_size=44, anchor="mm")
    draw.rectangle((200, 250, 680, 500), fill=_GLASS, outline=_INK, width=12)
    draw.line((440, 250, 440, 500), fill=_INK, width=8)
    draw.rectangle((760, 250, 940, 560), fill=(44, 84, 76), outline=_INK, width=8)
    draw.rectangle((790, 280, 910, 420), fill=_GLASS)
    draw.ellipse((912, 430, 928, 446), fill=(220, 190, 90))
    for number in range(14):
        left = 180 + number * 60
        colour = (186, 58, 52) if number % 2 == 0 else _CREAM
        draw.rectangle((left, 180, left + 60, 250), fill=colour)
        draw.pieslice((left, 230, left + 60, 280), 0, 180, fill=colour)
    for centre in (300, 560):
        draw.ellipse((centre - 80, 500, centre + 80, 536), fill=(120, 84, 54))
        draw.line((centre, 530, centre, 620), fill=_INK, width=10)
        draw.ellipse((centre - 24, 490, centre + 4, 514), fill=_CREAM)
        for side in (-130, 100):
            draw.rectangle(
                (centre + side, 560, centre + side + 34, 572), fill=(120, 84, 54)
            )
            for leg in (centre + side + 4, centre + side + 28):
                draw.line((leg, 572, leg, 628), fill=_INK, width=5)
    return image


def _courses(draw: ImageDraw.ImageDraw, top: int, bottom: int) -> None:
    for row, line in enumerate(range(top, bottom, 40)):
        draw.line((0, line, 1200, line), fill=(178, 158, 126), width=3)
        for left in range(row % 2 * 50, 1200, 100):
            draw.line((left, line, left, line + 40), fill=(178, 158, 126), width=3)


def street() -> Image.Image:
    """A terraced street of stone houses under a mill chimney, with road cones."""
    image = Image.new("RGB", SIZE, (206, 216, 222))
    draw = ImageDraw.Draw(image)
    draw.polygon(((980, 40), (1030, 40), (1050, 330), (960, 330)), fill=(142, 84, 66))
    draw.rectangle((972, 30, 1038, 52), fill=(118, 66, 52))
    draw.rectangle((0, 520, 1200, 675), fill=(92, 94, 98))
    draw.rectangle((0, 500, 1200, 530), fill=(170, 166, 158))
    for number in range(6):
        _house(draw, number * 200, SPINES[number % len(SPINES)])
    for left in range(20, 1200, 160):
        draw.rectangle((left, 596, left + 80, 606), fill=(230, 226, 214))
    for left in (160, 380, 600, 820, 1040):
        draw.polygon(
            ((left + 24, 540), (left + 36, 540), (left + 56, 634), (left + 4, 634)),
            fill=(236, 106, 40),
        )
        draw.polygon(
            ((left + 18, 576), (left + 42, 576), (left + 47, 600), (left + 13, 600)),
            fill=_CREAM,
        )
        draw.rectangle((left - 6, 632, left + 66, 644), fill=(200, 84, 30))
    return image


def _house(draw: ImageDraw.ImageDraw, left: int, door: tuple[int, int, int]) -> None:
    draw.rectangle((left, 250, left + 200, 505), fill=_STONE, outline=_INK, width=2)
    draw.polygon(
        ((left, 250), (left + 200, 250), (left + 200, 180), (left, 180)), fill=_SLATE
    )
    draw.rectangle((left + 150, 130, left + 184, 190), fill=(142, 84, 66))
    for box in (
        (left + 24, 280, left + 84, 350),
        (left + 118, 280, left + 178, 350),
        (left + 24, 400, left + 98, 480),
    ):
        draw.rectangle(box, fill=_GLASS, outline=_CREAM, width=6)
    draw.rectangle((left + 124, 390, left + 178, 505), fill=door, outline=_INK)


def night() -> Image.Image:
    """Stars and a thin moon over the dark roofs of a small town."""
    image = Image.new("RGB", SIZE, (18, 26, 52))
    draw = ImageDraw.Draw(image)
    for number in range(_STARS):
        left, top = number * 397 % 1200, number * 211 % 400
        size = 1 + number % 3
        draw.ellipse((left, top, left + size, top + size), fill=(236, 238, 250))
    draw.ellipse((900, 70, 1000, 170), fill=(246, 240, 210))
    draw.ellipse((878, 60, 978, 160), fill=(18, 26, 52))
    for number in range(9):
        left, top = number * 150 - 60, 420 + number * 37 % 70
        roof = ((left, top + 90), (left + 100, top), (left + 200, top + 90))
        draw.polygon(roof, fill=(10, 12, 22))
        draw.rectangle((left + 16, top + 90, left + 184, 675), fill=(14, 16, 28))
        if number % 3 != 1:
            box = (left + 70, top + 120, left + 100, top + 156)
            draw.rectangle(box, fill=(244, 206, 120))
    return image
